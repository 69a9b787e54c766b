package upft.kernel.magic;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Supplier;

/**
 * The magics that jars on the class path bring, as {@link ServiceLoader} finds them: the file
 * {@code META-INF/services/upft.kernel.magic.MagicCommand} of a jar names their classes, a line each.
 *
 * @param makers one a magic, each making a fresh instance
 * @param problems what could not be made, a line each
 */
record InstalledMagics(List<Supplier<? extends MagicCommand>> makers, List<String> problems) {
    /** More broken entries than this are taken for one that breaks again and again. */
    private static final int MOST_PROBLEMS = 20;

    static InstalledMagics find(ClassLoader loader) {
        List<Supplier<? extends MagicCommand>> makers = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        Iterator<ServiceLoader.Provider<MagicCommand>> providers =
                ServiceLoader.load(MagicCommand.class, loader).stream().iterator();
        while (problems.size() < MOST_PROBLEMS && hasNext(providers, problems)) {
            try {
                makers.add(providers.next()::get);
            } catch (ServiceConfigurationError e) {
                problems.add(problem(e));
            }
        }
        return new InstalledMagics(makers, problems);
    }

    private static boolean hasNext(Iterator<?> providers, List<String> problems) {
        while (problems.size() < MOST_PROBLEMS) {
            try {
                return providers.hasNext();
            } catch (ServiceConfigurationError e) {
                problems.add(problem(e));
            }
        }
        return false;
    }

    static String problem(ServiceConfigurationError e) {
        Throwable cause = e.getCause();
        return "A magic of a jar on the class path cannot be used: " + e.getMessage()
                + (cause == null ? "" : " (" + cause + ")") + ".";
    }
}
