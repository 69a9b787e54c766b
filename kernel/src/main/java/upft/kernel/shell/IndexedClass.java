package upft.kernel.shell;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import javax.tools.SimpleJavaFileObject;

/** A class that this program has: on its class path, or in a module of the JDK that runs it. */
final class IndexedClass extends SimpleJavaFileObject {
    private static final URI PLACE = URI.create("indexed:///");

    private final Module module;
    private final String binaryName;

    /** @param module that has it; that of this class itself for the class path */
    IndexedClass(Module module, String binaryName) {
        super(PLACE, Kind.CLASS);
        this.module = module;
        this.binaryName = binaryName;
    }

    /** Put together when asked for: the compiler is told of hundreds of classes and looks at few. */
    @Override
    public URI toUri() {
        return PLACE.resolve(binaryName.replace('.', '/') + Kind.CLASS.extension);
    }

    String binaryName() {
        return binaryName;
    }

    @Override
    public InputStream openInputStream() throws IOException {
        String file = binaryName.replace('.', '/') + Kind.CLASS.extension;
        InputStream in = module.getResourceAsStream(file);
        if (in == null) {
            throw new NoSuchFileException(file);
        }
        return in;
    }

    @Override
    public long getLastModified() {
        return 1; // A source of the same name, if there were one, would be newer.
    }
}
