package upft.kernel.interpreter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import upft.engine.Engine;
import upft.kernel.cell.CellOutcome.Done;
import upft.kernel.cell.CellOutcome.Failed;
import upft.kernel.display.Renderer;
import upft.kernel.magic.RecordedOutput;
import upft.kernel.magic.commands.StandardMagics;
import upft.kernel.magic.session.Session;

/** {@code %model} with a device and a type of numbers. */
class ModelPlacementTest {
    private final NotebookInterpreter interpreter = new NotebookInterpreter(
            StandardMagics.registry(), new Session(Path.of(""), Path.of("")), Renderer.standard()::render);
    private final RecordedOutput output = new RecordedOutput();

    @AfterEach
    void close() {
        interpreter.close();
    }

    @Test
    void theModelIsWhereItWasAskedForAndTheTwinSaysSo() {
        assertTrue(
                interpreter.execute("%model demo --device cpu --dtype bfloat16 --cache-memory 50", output)
                        instanceof Done);
        String said = String.join("\n", output.texts());
        assertTrue(said.contains(" MB of weights on cpu"), said);
        String twin = "var model = Models.load(\"demo\", Placement.AUTO.on(Device.parse(\"cpu\")).as(DType.BFLOAT16)"
                + ".withCacheBytes(50000000L));";
        assertTrue(said.contains(twin), said);
        assertEquals(
                "true",
                result(twin + "\nmodel.nativeBytes() == session.model().nativeBytes()"
                        + " && model.nativeBytes() == 2 * model.parameters()"));
    }

    @Test
    void whatIsNoDeviceOrNotThereIsRefusedAndTheModelBeforeItStays() {
        assertTrue(interpreter.execute("%model demo", output) instanceof Done);
        assertRefused("%model demo --device gpu", "There is no device \"gpu\". Give auto, cpu, or cuda:");
        assertRefused("%model demo --cache-memory 0", "--cache-memory must be");
        assertRefused("%model demo --dtype int8", "--dtype must be one of");
        assumeTrue(new Engine().gpus().first().isEmpty(), "this machine has a GPU");
        assertRefused("%model demo --device cuda:0", "The device cuda:0 cannot be used: no GPU was found.");
        assertEquals("demo", result("session.model().name()"));
    }

    private void assertRefused(String magic, String message) {
        Failed failed = (Failed) interpreter.execute(magic, output);
        assertTrue(String.join("\n", failed.traceback()).contains(message), failed.toString());
    }

    private String result(String code) {
        return ((Done) interpreter.execute(code, output))
                .result()
                .orElseThrow()
                .data()
                .get("text/plain");
    }
}
