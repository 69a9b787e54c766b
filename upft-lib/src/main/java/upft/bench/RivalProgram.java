package upft.bench;

import java.nio.file.Path;
import java.util.List;

/**
 * A rival's program in Python, which lies among the resources.
 *
 * @param owner a class of the package that it lies in
 * @param file its name
 * @param imports of the programs beside it that it imports; {@code rival.py}, which all import, need not be named
 * @param environment the Python environment that it runs in; the file NAME-requirements.txt beside it pins what is there
 */
public record RivalProgram(Class<?> owner, String file, List<String> imports, String environment) {
    private static final String COMMON = "rival.py";

    public RivalProgram {
        imports = List.copyOf(imports);
    }

    String requirements() {
        return PythonEnvironment.text(owner, environment + "-requirements.txt");
    }

    /** Puts it where Python can read it, and says where that is. */
    Path put(PythonEnvironment environments) {
        environments.resource(RivalProgram.class, COMMON);
        imports.forEach(name -> environments.resource(owner, name));
        return environments.resource(owner, file);
    }
}
