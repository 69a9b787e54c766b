package upft;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;

/** The arrows between the rooms of the library, kept by the build. CONTRIBUTING.md draws them. */
@AnalyzeClasses(packages = "upft", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    /** From the sources to the sinks of the data flow: a room may use those before it, never those after it. */
    private static final List<String> ORDER = List.of(
            "io",
            "task",
            "data",
            "grading",
            "engine",
            "model",
            "sampling",
            "recipe",
            "training",
            "evaluation",
            "experiment",
            "chart",
            "demo",
            "catalog",
            "bench");

    @ArchTest
    static void dataOnlyFlowsForward(JavaClasses classes) {
        for (int i = 0; i < ORDER.size(); i++) {
            for (String later : ORDER.subList(i + 1, ORDER.size())) {
                noClasses()
                        .that()
                        .resideInAPackage(room(ORDER.get(i)))
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage(room(later))
                        .allowEmptyShould(true)
                        .check(classes);
            }
        }
    }

    @ArchTest
    static void everyRoomIsInTheOrder(JavaClasses classes) {
        for (JavaClass each : classes) {
            assertTrue(
                    ORDER.stream().anyMatch(room -> (each.getPackageName() + ".").startsWith("upft." + room + ".")),
                    each.getName() + " is in a package that the order of rooms does not name");
        }
    }

    @ArchTest
    static void theScanFindsEveryRoom(JavaClasses classes) {
        for (String room : ORDER) {
            assertTrue(
                    classes.stream().anyMatch(c -> c.getPackageName().startsWith("upft." + room)),
                    "no class in upft." + room);
        }
    }

    @ArchTest
    static final ArchRule noCycles = slices().matching("upft.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyTheEngineKnowsDjl = noClasses()
            .that()
            .resideOutsideOfPackage("upft.engine..")
            .should()
            .dependOnClassesThat(resideInAPackage("ai.djl..").and(not(resideInAPackage("ai.djl.huggingface.."))));

    @ArchTest
    static final ArchRule onlyTheModelRoomKnowsTheTokenizersLibrary = noClasses()
            .that()
            .resideOutsideOfPackage("upft.model..")
            .should()
            .dependOnClassesThat(resideInAPackage("ai.djl.huggingface.."));

    @ArchTest
    static final ArchRule tablesawIsForExperimentsAndChartsOnly = noClasses()
            .that()
            .resideOutsideOfPackages("upft.experiment..", "upft.chart..")
            .should()
            .dependOnClassesThat(resideInAPackage("tech.tablesaw.."));

    @ArchTest
    static final ArchRule theLibraryPrintsNothing = NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

    @ArchTest
    static final ArchRule exceptionsAreSpecific = NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;

    @ArchTest
    static final ArchRule nothingKnowsOfJupyterOrShells = noClasses()
            .should()
            .dependOnClassesThat(resideInAnyPackage("io.github.spencerpark..", "jdk.jshell..", "org.zeromq.."));

    @ArchTest
    static final ArchRule noMutableStatics =
            fields().that().areStatic().should().beFinal().because("there is no global state");

    @ArchTest
    static final ArchRule noBooleanParametersInPublicMethods = methods()
            .that()
            .arePublic()
            .and()
            .areDeclaredInClassesThat()
            .arePublic()
            .and()
            .areDeclaredInClassesThat()
            .areNotRecords()
            .should(haveNoBooleanParameter());

    @ArchTest
    static final ArchRule exceptionsAreNamedAsSuch =
            classes().that().areAssignableTo(Exception.class).should().haveSimpleNameEndingWith("Exception");

    private static String room(String name) {
        return "upft." + name + "..";
    }

    private static ArchCondition<JavaMethod> haveNoBooleanParameter() {
        return new ArchCondition<>("have no boolean parameter") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                boolean has = method.getRawParameterTypes().stream().anyMatch(t -> t.isEquivalentTo(boolean.class));
                events.add(new SimpleConditionEvent(method, !has, method.getFullName()));
            }
        };
    }
}
