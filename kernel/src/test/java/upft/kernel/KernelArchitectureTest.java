package upft.kernel;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

/** The arrows between the rooms of the kernel, kept by the build. CONTRIBUTING.md draws them. */
@AnalyzeClasses(packages = "upft.kernel", importOptions = ImportOption.DoNotIncludeTests.class)
class KernelArchitectureTest {
    /** A room may use those before it, never those after it. */
    private static final List<String> ORDER =
            List.of("cell", "shell", "display", "magic", "interpreter", "protocol", "notebook", "console", "cli");

    @ArchTest
    static void roomsUseOnlyThoseBeforeThem(JavaClasses classes) {
        for (int i = 0; i < ORDER.size(); i++) {
            for (String later : ORDER.subList(i + 1, ORDER.size())) {
                noClasses()
                        .that()
                        .resideInAPackage(room(ORDER.get(i)))
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage(room(later))
                        .check(classes);
            }
        }
    }

    @ArchTest
    static void everyClassIsInARoomOfTheOrder(JavaClasses classes) {
        for (JavaClass each : classes) {
            assertTrue(
                    ORDER.stream()
                            .anyMatch(room -> (each.getPackageName() + ".").startsWith("upft.kernel." + room + ".")),
                    each.getName() + " is in a package that the order of rooms does not name");
        }
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
    static final ArchRule onlyTheProtocolKnowsSockets = noClasses()
            .that()
            .resideOutsideOfPackage("upft.kernel.protocol..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.zeromq..", "io.github.spencerpark.."));

    @ArchTest
    static final ArchRule nothingReachesTheEnginePastTheLibrary =
            noClasses().should().dependOnClassesThat(resideInAnyPackage("ai.djl..", "upft.engine.."));

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

    private static String room(String name) {
        return "upft.kernel." + name + "..";
    }
}
