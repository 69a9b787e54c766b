package upft.kernel;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import upft.engine.Activations;
import upft.engine.DType;
import upft.engine.Device;
import upft.testing.Rooms;

/** The arrows between the rooms of the kernel, kept by the build. CONTRIBUTING.md draws them. */
@AnalyzeClasses(packages = "upft.kernel", importOptions = ImportOption.DoNotIncludeTests.class)
class KernelArchitectureTest {
    private static final Rooms ROOMS = new Rooms(
            "upft.kernel",
            List.of(
                    "cell",
                    "history",
                    "shell",
                    "display",
                    "magic",
                    "interpreter",
                    "protocol",
                    "client",
                    "bench",
                    "notebook",
                    "console",
                    "cli"));

    @ArchTest
    static void roomsUseOnlyThoseBeforeThem(JavaClasses classes) {
        ROOMS.requireArrows(classes);
    }

    @ArchTest
    static void everyClassIsInARoomOfTheOrder(JavaClasses classes) {
        ROOMS.requireComplete(classes);
    }

    @ArchTest
    static final ArchRule noCycles =
            slices().matching("upft.kernel.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyTheShellKnowsJShell = noClasses()
            .that()
            .resideOutsideOfPackage("upft.kernel.shell..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("jdk.jshell.."));

    @ArchTest
    static final ArchRule onlyTheProtocolAndItsClientKnowSockets = noClasses()
            .that()
            .resideOutsideOfPackages("upft.kernel.protocol..", "upft.kernel.client..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.zeromq..", "io.github.spencerpark.."));

    @ArchTest
    static final ArchRule onlyItsOwnPackageKnowsMavensResolver = noClasses()
            .that()
            .resideOutsideOfPackage("upft.kernel.magic.library.resolver..")
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                    "upft.kernel.magic.library.resolver..",
                    "org.eclipse.aether..",
                    "org.apache.maven..",
                    "eu.maveniverse.."))
            .because("they are on no class path");

    /** Devices, types of numbers and what training keeps are values that users name. */
    @ArchTest
    static final ArchRule nothingReachesTheEnginePastTheLibrary = noClasses()
            .should()
            .dependOnClassesThat(resideInAnyPackage("ai.djl..", "upft.engine..")
                    .and(not(belongToAnyOf(Activations.class, Device.class, DType.class))));

    /** Of the two exceptions, the first is loaded once a shell, and the JVM hands the agent to the second. */
    @ArchTest
    static final ArchRule noMutableStatics = fields().that()
            .areStatic()
            .and()
            .areNotDeclaredIn("upft.kernel.shell.CellRuntime")
            .and()
            .areNotDeclaredIn("upft.kernel.shell.RedefinitionAgent")
            .should()
            .beFinal()
            .because("there is no global state");
}
