package dev.countersign;

import static com.tngtech.archunit.lang.SimpleConditionEvent.violated;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullMarked;

/** What the core may depend on, and how its parts depend on each other. */
@AnalyzeClasses(packages = "dev.countersign", importOptions = ImportOption.DoNotIncludeTests.class)
final class CoreArchitectureTest {

  private static final String ROOT = "dev.countersign.";

  /** Every package of the core; each may use those of the lines above its own. */
  private static final List<Set<String>> LAYERS =
      List.of(
          Set.of("canonical", "environment"),
          Set.of("people"),
          Set.of("authenticate"),
          Set.of("operation"),
          Set.of("catalogue", "detect", "problem"),
          Set.of("bundle"),
          Set.of("sql"),
          Set.of("classify"),
          Set.of("decide"),
          Set.of("approve", "execute"),
          Set.of("mask"),
          Set.of("record"),
          Set.of("clearance"),
          Set.of("verify"));

  @ArchTest static final ArchRule packagesDependOneWay = classes().should(useOnlyLayersBelow());

  @ArchTest
  static final ArchRule thereAreNoCycles =
      slices().matching("dev.countersign.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule theCoreIsPlainJava =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "software.amazon..",
              "com.amazonaws..",
              "io.micronaut..",
              "java.sql..",
              "javax.sql..",
              "org.postgresql..");

  @ArchTest
  static final ArchRule tokensAreReadInOnePackage =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + "authenticate")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.nimbusds..");

  @ArchTest
  static final ArchRule namesSayWhatAThingIs =
      noClasses()
          .should()
          .haveNameMatching(
              ".*\\.([A-Za-z$]*(Impl|Manager|Service|Helper|Util|Utils|Processor|Dto)|(Abstract|Base)[A-Z].*)");

  @ArchTest
  static final ArchRule packagesAreNotDrawers =
      noClasses()
          .should()
          .resideInAnyPackage(
              "..util..", "..common..", "..helper..", "..model..", "..dto..", "..service..");

  @ArchTest static final ArchRule recordsHoldNoArrays = classes().should(holdNoArrayIfRecords());

  @ArchTest
  static final ArchRule classesAreNotMadeForInheritance =
      classes()
          .that()
          .areNotInterfaces()
          .and()
          .areNotEnums()
          .and()
          .areNotAnonymousClasses()
          .should()
          .haveModifier(JavaModifier.FINAL);

  @ArchTest
  static final ArchRule sqlIsReadByOurOwnGrammarAlone =
      noClasses().should().dependOnClassesThat().resideInAPackage("net.sf.jsqlparser..");

  @ArchTest
  static void thePolicyEngineStandsBehindOneClass(JavaClasses core) {
    assertBehindOne(core, "com.cedarpolicy", "decide", "Policy");
    assertBehindOne(core, "com.google.common", "decide", "Policy");
  }

  @ArchTest
  static void nothingIsNullUnlessItSaysSo(JavaClasses core) {
    Set<String> unmarked = new TreeSet<>();
    for (JavaClass type : core) {
      if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
        unmarked.add(type.getPackageName());
      }
    }
    assertThat(unmarked).isEmpty();
  }

  /**
   * Two classes of the package may know the library, and nobody else; of the two, only the named
   * class may be seen from outside.
   */
  private static void assertBehindOne(
      JavaClasses core, String library, String packageName, String door) {
    Set<JavaClass> users =
        core.stream()
            .filter(type ->
                type.getDirectDependenciesFromSelf().stream()
                    .anyMatch(use -> use.getTargetClass().getPackageName().startsWith(library)))
            .collect(Collectors.toSet());
    assertThat(users)
        .as("who uses " + library)
        .allMatch(user -> user.getPackageName().equals(ROOT + packageName))
        .allMatch(user ->
            user.getSimpleName().equals(door) || !user.getModifiers().contains(JavaModifier.PUBLIC))
        .extracting(user -> user.getName().replaceFirst("\\$.*", ""))
        .satisfies(names -> assertThat(Set.copyOf(names)).hasSizeLessThanOrEqualTo(2));
  }

  private static ArchCondition<JavaClass> useOnlyLayersBelow() {
    return new ArchCondition<>("use only packages of the layers below") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        for (Dependency use : type.getDirectDependenciesFromSelf()) {
          String from = type.getPackageName();
          String to = use.getTargetClass().getBaseComponentType().getPackageName();
          if (to.startsWith(ROOT) && !to.equals(from) && layer(from) <= layer(to)) {
            events.add(violated(type, use.getDescription()));
          }
        }
      }
    };
  }

  private static int layer(String packageName) {
    String name = packageName.substring(ROOT.length());
    return IntStream.range(0, LAYERS.size())
        .filter(index -> LAYERS.get(index).contains(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("package `" + name + "` has no layer"));
  }

  private static ArchCondition<JavaClass> holdNoArrayIfRecords() {
    return new ArchCondition<>("hold no array if they are records") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        for (JavaField field : type.getFields()) {
          if (type.isRecord()
              && !field.getModifiers().contains(JavaModifier.STATIC)
              && field.getRawType().isArray()) {
            events.add(violated(type, field.getFullName() + " is an array"));
          }
        }
      }
    };
  }
}
