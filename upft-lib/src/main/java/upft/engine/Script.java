package upft.engine;

import java.util.Map;

/**
 * A TorchScript module before it is loaded.
 *
 * @param source a module with one class {@code __torch__.<className>}
 * @param attributes the object's attributes, of the types that {@link ScriptArchive#write} takes
 */
record Script(String className, String source, Map<String, Object> attributes) {
    byte[] archive() {
        return ScriptArchive.write(className, source, attributes);
    }
}
