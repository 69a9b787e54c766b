package upft.kernel.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import upft.bench.Known;
import upft.io.UserException;
import upft.kernel.client.InstalledKernel;

/**
 * What is measured.
 *
 * @param ours the kernel that is measured beside others
 * @param only the parts, by their ids
 * @param rivals by the ids of those that are known, or by the names of installed kernels
 * @param places where kernels are looked for, the first first
 * @param patience after which a kernel that says nothing is given up
 */
public record KernelOptions(
        InstalledKernel ours,
        List<String> only,
        List<String> rivals,
        int repeats,
        List<Path> places,
        Duration patience) {
    /** All parts. */
    public static final List<String> TRIALS = Trial.ids();

    /** The rivals that are known. */
    public static final List<String> RIVALS =
            Arrays.stream(Family.values()).map(Family::id).toList();

    /** @throws UserException naming a part that there is not, or a rival that is neither known nor installed */
    public KernelOptions {
        only = Known.of("part", only, TRIALS);
        rivals = List.copyOf(rivals);
        places = List.copyOf(places);
        if (repeats < 1) {
            throw new UserException("--repeats must be at least 1, not " + repeats + ".");
        }
    }

    List<Trial> trials() {
        return Trial.all().stream().filter(trial -> only.contains(trial.id())).toList();
    }

    List<Rival> foundRivals() {
        List<InstalledKernel> installed = InstalledKernel.in(places);
        return rivals.stream().map(name -> rival(name, installed)).toList();
    }

    private Rival rival(String name, List<InstalledKernel> installed) {
        Optional<Family> family = Arrays.stream(Family.values())
                .filter(each -> each.id().equals(name))
                .findFirst();
        if (family.isPresent()) {
            return new Rival(
                    family.get().title(),
                    family.get().isOnTheJvm(),
                    family.get().among(installed));
        }
        Optional<InstalledKernel> named =
                installed.stream().filter(kernel -> kernel.name().equals(name)).findFirst();
        if (named.isEmpty()) {
            List<String> all = new ArrayList<>(RIVALS);
            installed.forEach(kernel -> all.add(kernel.name()));
            Known.of("rival", List.of(name), all.stream().distinct().toList());
        }
        return new Rival(name, named.filter(k -> k.language().equals("java")).isPresent(), named);
    }
}
