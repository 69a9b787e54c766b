package upft.testing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.List;

/**
 * Packages in an order: a room may use those before it, never those after it.
 *
 * @param parent the package that they are in
 * @param order their names in there
 */
public record Rooms(String parent, List<String> order) {
    /** No room uses one after it. */
    public void requireArrows(JavaClasses classes) {
        for (int i = 0; i + 1 < order.size(); i++) {
            noClasses()
                    .that()
                    .resideInAPackage(all(order.get(i)))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(order.subList(i + 1, order.size()).stream()
                            .map(this::all)
                            .toArray(String[]::new))
                    .check(classes);
        }
    }

    /** Every class is in a room, and every room has a class: else the other check would look past some. */
    public void requireComplete(JavaClasses classes) {
        for (JavaClass each : classes) {
            assertTrue(
                    order.stream().anyMatch(room -> isIn(room, each)),
                    each.getName() + " is in a package that the order of rooms does not name");
        }
        for (String room : order) {
            assertTrue(classes.stream().anyMatch(each -> isIn(room, each)), "no class in " + parent + "." + room);
        }
    }

    private boolean isIn(String room, JavaClass each) {
        return (each.getPackageName() + ".").startsWith(parent + "." + room + ".");
    }

    private String all(String room) {
        return parent + "." + room + "..";
    }
}
