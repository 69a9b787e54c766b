package upft.kernel.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CompiledClassesTest {
    @Test
    void whatNoCellCanMentionIsForgottenAndTheRestStays() {
        ShellSettings settings = new ShellSettings(List.of("java.util.*"), Map.of());
        try (Engine engine = Engine.start(settings, new Cells())) {
            CompiledClasses compiled = CompiledClasses.of(engine.jshell());
            int before = compiled.count();
            for (int i = 0; i < 5; i++) {
                run(engine, "1 + " + i);
                run(engine, "\"a\".length();");
                run(engine, "Runnable r = () -> {}; for (int i = 0; i < 2; i++) { r.run(); }");
                run(engine, "new Object() { int one() { return 1; } }.one()");
            }
            int after = compiled.count();
            run(engine, "class Kept { int one() { return 1; } }");
            assertTrue(compiled.count() > after);
            assertTrue(after - before <= 5, before + " to " + after); // The variable, declared five times.
            ShellResult.Done done = assertInstanceOf(ShellResult.Done.class, run(engine, "new Kept().one()"));
            assertEquals(1, done.value().orElseThrow());
        }
    }

    private static ShellResult run(Engine engine, String code) {
        ShellResult result = engine.runUnheard(code);
        assertInstanceOf(ShellResult.Done.class, result, code);
        return result;
    }
}
