package upft.kernel.magic;

import java.util.List;

/**
 * What all magics have in common: a class annotated with picocli's {@code @Command}, whose name is the magic's, whose
 * fields are the options, and which can be made with no arguments; a fresh instance is made for each call, so that nothing
 * is left over from the last one.
 */
public sealed interface MagicCommand permits Magic, CellMagic, JavaMagic {
    /** Calls to show in help, such as {@code "%prefix 8"}. */
    List<String> examples();
}
