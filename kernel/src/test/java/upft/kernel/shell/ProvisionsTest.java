package upft.kernel.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProvisionsTest {
    private static final String IMPORT = "import some.place.Place;";
    private static final String PLACE = "Place place = (Place) CellRuntime.binding(\"place\");";
    private static final String COUNT = "int count = (Integer) CellRuntime.binding(\"count\");";
    private Provisions provisions;

    @BeforeEach
    void provide() {
        Map<String, ShellSettings.Binding> bindings = new LinkedHashMap<>();
        bindings.put("place", new ShellSettings.Binding("Place", () -> ""));
        bindings.put("count", new ShellSettings.Binding("int", () -> 1));
        provisions = new Provisions(List.of("some.place.Place"), bindings);
    }

    @Test
    void eachIsDeclaredOnceWhenACellMentionsIt() {
        assertEquals(List.of(), provisions.takeMentionedIn("1 + 1; int counter = 0;"));
        assertEquals(List.of(COUNT), provisions.takeMentionedIn("count + 1"));
        assertEquals(List.of(), provisions.takeMentionedIn("count + 1"));
    }

    @Test
    void aVariableBringsItsTypeAndATypeNoVariable() {
        assertEquals(List.of(IMPORT), provisions.takeMentionedIn("Place.class"));
        assertEquals(List.of(PLACE), provisions.takeMentionedIn("place"));
        provide();
        assertEquals(List.of(IMPORT, PLACE), provisions.takeMentionedIn("place"));
    }

    @Test
    void charactersWrittenAsNumbersMayBeAnyName() {
        assertEquals(3, provisions.takeMentionedIn("\\u0063ount").size());
    }

    @Test
    void aCompletionBringsWhatAWordMayBecome() {
        assertEquals(List.of(), provisions.takeForCompletion("x.pla", 5));
        assertEquals(List.of(COUNT), provisions.takeForCompletion("print(co)", 8));
        assertEquals(List.of(IMPORT, PLACE), provisions.takeForCompletion("place.", 6));
        provide();
        assertEquals(3, provisions.takeForCompletion("", 0).size());
    }
}
