package io.clicouncil.cli;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds all modules against the map of the house: who may know whom, and which room has which door. */
class ArchitectureTest {

    private static final String ADAPTERS = "io.clicouncil.adapters..";
    private static final String WORKTREES = "io.clicouncil.worktrees..";
    private static final String HISTORY = "io.clicouncil.history..";
    private static final String TESTKIT = "io.clicouncil.testkit..";
    private static final String CLI = "io.clicouncil.cli..";

    private static final JavaClasses COUNCIL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.clicouncil");

    /** Without this the rules below would pass on nothing at all. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "io.clicouncil",
                "io.clicouncil.adapters",
                "io.clicouncil.worktrees",
                "io.clicouncil.history",
                "io.clicouncil.cli"
            })
    void seesEveryModule(String rootPackage) {
        assertThat(COUNCIL.containPackage(rootPackage)).isTrue();
    }

    @Nested
    class Modules {

        @Test
        void theCoreKnowsNoOtherModule() {
            check(noClasses()
                    .that(resideOutsideOfPackages(ADAPTERS, WORKTREES, HISTORY, TESTKIT, CLI))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(ADAPTERS, WORKTREES, HISTORY, TESTKIT, CLI));
        }

        @Test
        void theOthersKnowOnlyTheCore() {
            check(noClasses()
                    .that(resideInAPackage(ADAPTERS))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(WORKTREES, HISTORY, TESTKIT, CLI));
            check(noClasses()
                    .that(resideInAPackage(WORKTREES))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(ADAPTERS, HISTORY, TESTKIT, CLI));
            check(noClasses()
                    .that(resideInAPackage(TESTKIT))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(ADAPTERS, WORKTREES, HISTORY, CLI));
            check(noClasses()
                    .that(resideInAPackage(HISTORY))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(ADAPTERS, WORKTREES, TESTKIT, CLI));
        }

        @Test
        void packagesFormNoCycle() {
            slices().matching("io.clicouncil.(**)")
                    .should()
                    .beFreeOfCycles()
                    .allowEmptyShould(true)
                    .check(COUNCIL);
        }
    }

    @Nested
    class Doors {

        /** Each kind of side effect, and the one module that may have it. */
        @ParameterizedTest
        @CsvSource({
            "org.zeroturnaround..,        " + ADAPTERS,
            "org.eclipse.jgit..,          " + WORKTREES,
            "org.sqlite..,                " + HISTORY,
            "java.sql..,                  " + HISTORY,
            "javax.sql..,                 " + HISTORY,
            "picocli..,                   " + CLI,
            "io.github.cdimascio..,       " + CLI,
        })
        void aLibraryIsUsedInOneModuleOnly(String library, String module) {
            check(noClasses()
                    .that(resideOutsideOfPackages(module))
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(library));
        }

        @Test
        void processesAreStartedByTheAdaptersModuleOnly() {
            check(noClasses()
                    .that(resideOutsideOfPackages(ADAPTERS, TESTKIT))
                    .should()
                    .dependOnClassesThat(belongToAnyOf(ProcessBuilder.class, Process.class)));
            check(noClasses()
                    .should()
                    .callMethodWhere(target(owner(type(Runtime.class))).and(target(name("exec")))));
        }

        @Test
        void theEnvironmentIsReadByTheConfigurationOnly() {
            check(noClasses()
                    .that(resideOutsideOfPackages("io.clicouncil.config.."))
                    .should()
                    .callMethod(System.class, "getenv")
                    .orShould()
                    .callMethod(System.class, "getenv", String.class));
        }

        @Test
        void onlyTheCommandEndsTheJvmOrWritesToTheTerminal() {
            check(noClasses()
                    .that(resideOutsideOfPackages(CLI))
                    .should()
                    .callMethod(System.class, "exit", int.class)
                    .orShould()
                    .accessField(System.class, "out")
                    .orShould()
                    .accessField(System.class, "err"));
        }
    }

    private static void check(ArchRule rule) {
        // A module that has no class yet breaks no rule; seesEveryModule tells when one is missing.
        rule.allowEmptyShould(true).check(COUNCIL);
    }
}
