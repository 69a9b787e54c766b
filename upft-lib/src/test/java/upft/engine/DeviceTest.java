package upft.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import upft.io.UserException;

/** Choosing a device, with the machine's GPUs as made-up inputs. */
class DeviceTest {
    private static final Gpus NONE = new Gpus(false, List.of());
    private static final Gpus PLAIN_LIBRARY = new Gpus(false, List.of(90));
    private static final Gpus ONE = new Gpus(true, List.of(90));
    private static final Gpus OLD_AND_NEW = new Gpus(true, List.of(61, 86));

    @ParameterizedTest
    @ValueSource(strings = {"auto", "cpu", "cuda:0", "cuda:12"})
    void whatIsParsedIsWrittenAgain(String text) {
        assertEquals(text, Device.parse(text).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "gpu", "cuda", "cuda:", "cuda:-1", "cuda:x", "cuda:99999", "CPU", "cpu:0", " cpu"})
    void anythingElseIsRefusedWithWhatThereIs(String text) {
        UserException refused = assertThrows(UserException.class, () -> Device.parse(text));
        assertEquals(
                "There is no device \"" + text + "\". Give auto, cpu, or cuda: with the number of a GPU, as in cuda:0.",
                refused.getMessage());
    }

    @Test
    void autoIsTheFirstGpuThatCanBeUsedElseTheProcessor() {
        assertEquals(Device.CPU, Device.AUTO.among(NONE));
        assertEquals(Device.CPU, Device.AUTO.among(PLAIN_LIBRARY));
        assertEquals(Device.CPU, Device.AUTO.among(new Gpus(true, List.of())));
        assertEquals(Device.CPU, Device.AUTO.among(new Gpus(true, List.of(70, 61))));
        assertEquals(Device.cuda(0), Device.AUTO.among(ONE));
        assertEquals(Device.cuda(1), Device.AUTO.among(OLD_AND_NEW));
    }

    @Test
    void whatIsAskedForIsTakenWhereItIsThere() {
        assertEquals(Device.CPU, Device.CPU.among(ONE));
        assertEquals(Device.cuda(0), Device.cuda(0).among(ONE));
        assertEquals(Device.cuda(0), Device.cuda(0).among(OLD_AND_NEW));
    }

    @Test
    void whatIsNotThereIsRefusedWithTheReason() {
        assertRefused("no GPU was found", Device.cuda(0), NONE);
        assertRefused("for processors only", Device.cuda(0), NONE);
        assertRefused("libtorch is one for CUDA", Device.cuda(0), new Gpus(true, List.of()));
        assertRefused("there is such a GPU, but the libtorch", Device.cuda(0), PLAIN_LIBRARY);
        assertRefused("cuda:0 to cuda:1", Device.cuda(2), OLD_AND_NEW);
    }

    @Test
    void whereThereIsNoneItIsSaidWhatWasLookedFor() {
        assertTrue(NONE.missing().contains("libcudart"), NONE.missing());
        assertTrue(PLAIN_LIBRARY.missing().contains("for processors only"), PLAIN_LIBRARY.missing());
        String old = new Gpus(true, List.of(61, 70)).missing();
        assertTrue(old.contains("7.5") && old.contains("[6.1, 7.0]"), old);
    }

    @Test
    void aDeviceThatCannotBeIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Device.cuda(-1));
        assertThrows(IllegalArgumentException.class, () -> new Device(Device.Kind.CPU, 1));
    }

    @Test
    void withoutGpusAnEngineOnOneSaysSoEachTimeAndOthersRun() {
        Engine automatic = new Engine();
        assumeTrue(automatic.gpus().first().isEmpty(), "this machine has a GPU");
        Engine engine = new Engine(Device.cuda(0));
        for (int i = 0; i < 2; i++) {
            String message = assertThrows(UserException.class, engine::start).getMessage();
            assertTrue(message.startsWith("The device cuda:0 cannot be used: "), message);
        }
        assertEquals(Device.CPU, automatic.device());
        assertEquals(Device.CPU, new Engine(Device.CPU).device());
        assertTrue(automatic.freeMemory() > 10_000_000);
    }

    private static void assertRefused(String reason, Device device, Gpus gpus) {
        String message =
                assertThrows(UserException.class, () -> device.among(gpus)).getMessage();
        assertTrue(message.startsWith("The device " + device + " cannot be used: "), message);
        assertTrue(message.contains(reason), message);
    }
}
