package dev.emend.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.emend.model.LanguageModel;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;

/** The plan of the house, checked on the compiled classes of every module. */
class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.emend");

    private static final String[] ENGINE = {
        "dev.emend",
        "dev.emend.prompt..",
        "dev.emend.program..",
        "dev.emend.data..",
        "dev.emend.model..",
        "dev.emend.metric..",
        "dev.emend.evaluation..",
        "dev.emend.judge..",
        "dev.emend.proposal..",
        "dev.emend.search..",
        "dev.emend.strategy..",
        "dev.emend.generation..",
        "dev.emend.run..",
        "dev.emend.refine.."
    };

    @Test
    void everyModuleIsLookedAt() {
        Set<String> rooms = new TreeSet<>();
        for (JavaClass type : CLASSES) {
            String[] parts = type.getPackageName().split("\\.");
            rooms.add(parts.length > 2 ? parts[2] : "");
        }
        assertThat(rooms).contains("run", "search", "strategy", "format", "models", "journal", "scoring", "cli");
    }

    @Test
    void theEngineKnowsNothingButItsMathematics() {
        classes()
                .that()
                .resideInAnyPackage(ENGINE)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(concat(
                        ENGINE,
                        "java..",
                        "org.jspecify..",
                        "org.apache.commons.rng..",
                        "org.apache.commons.statistics.."))
                .check(CLASSES);
    }

    @Test
    void modulesDependInOneDirection() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("engine")
                .definedBy(ENGINE)
                .layer("formats")
                .definedBy("dev.emend.format..")
                .layer("models")
                .definedBy("dev.emend.models..")
                .layer("journal")
                .definedBy("dev.emend.journal..")
                .layer("scoring")
                .definedBy("dev.emend.scoring..")
                .layer("cli")
                .definedBy("dev.emend.cli..")
                .whereLayer("cli")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("journal")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("scoring")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("models")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("formats")
                .mayOnlyBeAccessedByLayers("cli")
                .check(CLASSES);
    }

    @Test
    void enginePackagesAreFreeOfCycles() {
        slices().matching("dev.emend.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    /** So Emend's own strategies have no more to work with than those of other libraries. */
    @Test
    void theContractKnowsNoStrategyAndStrategiesKnowNoRun() {
        noClasses()
                .that()
                .resideInAPackage("dev.emend.search..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.emend.strategy..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("dev.emend.strategy..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.emend.run..")
                .check(CLASSES);
    }

    @Test
    void strategiesKnowNeitherEachOtherNorTheirCatalogue() {
        slices().matching("dev.emend.strategy.(*)..")
                .should()
                .notDependOnEachOther()
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("dev.emend.strategy.*..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.emend.strategy")
                .check(CLASSES);
    }

    @Test
    void packagesOfTheCommandLineAreFreeOfCycles() {
        slices().matching("dev.emend.cli.(*)..").should().beFreeOfCycles().check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("dev.emend.cli.*..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.emend.cli")
                .check(CLASSES);
    }

    /** What two families share is in a package of its own, where a third finds it. */
    @Test
    void aFamilyOfCommandsIsKnownToTheCommandLineAlone() {
        Set<String> families = new TreeSet<>();
        for (JavaClass type : CLASSES) {
            if (type.isAnnotatedWith(Command.class)) {
                families.add(type.getPackageName());
            }
        }
        families.remove("dev.emend.cli");

        assertThat(families)
                .hasSizeGreaterThan(5)
                .allSatisfy(family -> noClasses()
                        .that()
                        .resideOutsideOfPackages(family, "dev.emend.cli")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage(family)
                        .check(CLASSES));
    }

    @Test
    void noClassHidesBehindAnEmptyName() {
        noClasses()
                .should()
                .haveSimpleNameContaining("Util")
                .orShould()
                .haveSimpleNameContaining("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Impl")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .check(CLASSES);
    }

    /** Or a budget would be reckoned, and calls be kept in flight, as for some other model. */
    @Test
    void aModelAroundAnotherSaysWhatThatOneSays() {
        List<String> bounds = Arrays.stream(LanguageModel.class.getMethods())
                .filter(Method::isDefault)
                .map(Method::getName)
                .toList();
        List<JavaClass> around = CLASSES.stream()
                .filter(type -> type.isAssignableTo(LanguageModel.class)
                        && type.getFields().stream()
                                .anyMatch(field -> field.getRawType().isEquivalentTo(LanguageModel.class)))
                .toList();

        assertThat(around)
                .hasSizeGreaterThan(2)
                .allSatisfy(type -> assertThat(type.getMethods().stream().map(JavaMethod::getName))
                        .containsAll(bounds));
    }

    @Test
    void everyPackageIsNullMarked() {
        Set<String> unmarked = new TreeSet<>();
        for (JavaClass type : CLASSES) {
            JavaPackage room = type.getPackage();
            if (!room.isAnnotatedWith(NullMarked.class)) {
                unmarked.add(room.getName());
            }
        }
        assertThat(unmarked).isEmpty();
    }

    private static String[] concat(String[] first, String... more) {
        return java.util.stream.Stream.of(first, more)
                .flatMap(java.util.Arrays::stream)
                .toArray(String[]::new);
    }
}
