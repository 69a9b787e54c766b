package upft.kernel.bench;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import upft.kernel.client.InstalledKernel;

/** The kernels that ours is measured beside where they are installed, by what their commands run. */
enum Family {
    IJAVA("IJava", true),
    JJAVA("JJava", true),
    RAPAIO("rapaio", true),
    IPYKERNEL("ipykernel", false);

    private final String title;
    private final boolean onTheJvm;

    Family(String title, boolean onTheJvm) {
        this.title = title;
        this.onTheJvm = onTheJvm;
    }

    String title() {
        return title;
    }

    /** By which it is asked for. */
    String id() {
        return title.toLowerCase(Locale.ROOT);
    }

    boolean isOnTheJvm() {
        return onTheJvm;
    }

    /** The first kernel of this family. */
    Optional<InstalledKernel> among(List<InstalledKernel> kernels) {
        return kernels.stream()
                .filter(kernel -> kernel.command().stream()
                        .anyMatch(argument -> argument.toLowerCase(Locale.ROOT).contains(id())))
                .findFirst();
    }
}
