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
import upft.testing.Rooms;

/** The arrows between the rooms of the library, kept by the build. CONTRIBUTING.md draws them. */
@AnalyzeClasses(packages = "upft", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    /** From the sources to the sinks of the data flow. */
    private static final Rooms ROOMS = new Rooms(
            "upft",
            List.of(
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
                    "bench"));

    @ArchTest
    static void dataOnlyFlowsForward(JavaClasses classes) {
        ROOMS.requireArrows(classes);
    }

    @ArchTest
    static void everyClassIsInARoomOfTheOrder(JavaClasses classes) {
        ROOMS.requireComplete(classes);
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
