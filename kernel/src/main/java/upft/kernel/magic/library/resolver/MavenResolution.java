package upft.kernel.magic.library.resolver;

import eu.maveniverse.maven.mima.context.Context;
import eu.maveniverse.maven.mima.context.ContextOverrides;
import eu.maveniverse.maven.mima.context.ContextOverrides.AddRepositoriesOp;
import eu.maveniverse.maven.mima.context.ContextOverrides.SnapshotUpdatePolicy;
import eu.maveniverse.maven.mima.runtime.standalonestatic.StandaloneStaticRuntime;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResolutionException;
import org.eclipse.aether.transfer.TransferListener;
import org.eclipse.aether.util.artifact.JavaScopes;
import org.eclipse.aether.util.filter.DependencyFilterUtils;
import upft.io.UserException;
import upft.kernel.magic.library.Maven;
import upft.task.CancelToken;
import upft.task.Progress;

/**
 * One use of Maven's resolver, from coordinates to jars. This package is all of the kernel that knows the resolver, and is
 * loaded together with it, by a class loader of their own.
 */
public final class MavenResolution implements Function<List<String>, List<Path>> {
    /** After which a repository that says nothing is given up; Maven itself waits for half an hour. */
    private static final int SILENCE_MILLIS = 30_000;

    private final Maven maven;
    private final CancelToken cancel;
    private final TransferListener listener;

    public MavenResolution(Maven maven, Progress progress, CancelToken cancel) {
        this.maven = maven;
        this.cancel = cancel;
        this.listener = new Downloads(progress, cancel);
    }

    @Override
    public List<Path> apply(List<String> coordinates) {
        List<Dependency> wanted =
                coordinates.stream().map(MavenResolution::dependency).toList();
        try (Context context = new StandaloneStaticRuntime().create(overrides())) {
            DependencyRequest request = new DependencyRequest(
                    new CollectRequest(wanted, List.of(), context.remoteRepositories()),
                    DependencyFilterUtils.classpathFilter(JavaScopes.RUNTIME));
            return context
                    .repositorySystem()
                    .resolveDependencies(context.repositorySystemSession(), request)
                    .getArtifactResults()
                    .stream()
                    .map(ArtifactResult::getArtifact)
                    .filter(artifact -> artifact.getExtension().equals("jar"))
                    .map(artifact -> artifact.getFile().toPath())
                    .toList();
        } catch (DependencyResolutionException e) {
            cancel.throwIfCancelled();
            throw new UserException(
                    "Cannot get " + String.join(", ", coordinates) + ": " + sentence(e)
                            + " Check the coordinates, GROUP:ARTIFACT:VERSION; %maven --repository names another place.",
                    e);
        }
    }

    private ContextOverrides overrides() {
        ContextOverrides.Builder overrides = ContextOverrides.create()
                .withUserSettings(true)
                .repositories(repositories())
                .addRepositoriesOp(AddRepositoriesOp.PREPEND)
                // Who runs the cell again wants the snapshot of now.
                .snapshotUpdatePolicy(SnapshotUpdatePolicy.ALWAYS)
                .configProperties(
                        Map.of("aether.offline.protocols", "file", "aether.connector.requestTimeout", SILENCE_MILLIS))
                .transferListener(listener);
        maven.local().ifPresent(overrides::withLocalRepositoryOverride);
        if (maven.network() == Maven.Network.NOT_USED) {
            overrides.offline(true);
        }
        return overrides.build();
    }

    private List<RemoteRepository> repositories() {
        List<RemoteRepository> repositories = new ArrayList<>();
        for (String place : maven.repositories()) {
            // By its name the local repository remembers where a jar came from; another place is to have another name.
            String name = "repository-" + Integer.toHexString(place.hashCode());
            repositories.add(new RemoteRepository.Builder(name, "default", address(place)).build());
        }
        repositories.add(
                ContextOverrides.CENTRAL); // Those of settings.xml follow; one of the same name takes its place.
        return repositories;
    }

    private static String address(String place) {
        return place.contains("://") || place.startsWith("file:")
                ? place
                : Path.of(place).toUri().toString();
    }

    private static Dependency dependency(String coordinates) {
        try {
            Artifact artifact = new DefaultArtifact(coordinates);
            return new Dependency(artifact, JavaScopes.RUNTIME);
        } catch (IllegalArgumentException e) {
            throw new UserException(
                    "\"" + coordinates + "\" names no library. Write GROUP:ARTIFACT:VERSION, as in"
                            + " org.apache.commons:commons-csv:1.14.1.",
                    e);
        }
    }

    private static String sentence(DependencyResolutionException e) {
        String message = e.getMessage();
        return message.endsWith(".") ? message : message + ".";
    }
}
