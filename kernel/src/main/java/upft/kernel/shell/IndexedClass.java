package upft.kernel.shell;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import javax.tools.SimpleJavaFileObject;

/** A class that the class loader of this program has. */
final class IndexedClass extends SimpleJavaFileObject {
    private final String binaryName;

    IndexedClass(String binaryName) {
        super(URI.create("indexed:///" + binaryName.replace('.', '/') + Kind.CLASS.extension), Kind.CLASS);
        this.binaryName = binaryName;
    }

    String binaryName() {
        return binaryName;
    }

    @Override
    public InputStream openInputStream() throws IOException {
        String file = binaryName.replace('.', '/') + Kind.CLASS.extension;
        InputStream in = IndexedClass.class.getClassLoader().getResourceAsStream(file);
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
