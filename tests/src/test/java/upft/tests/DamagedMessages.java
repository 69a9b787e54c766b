package upft.tests;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Messages that no client of good faith sends, the same for a seed. None of them asks for the kernel's end. */
final class DamagedMessages {
    private static final List<String> TYPES = List.of(
            "execute_request",
            "complete_request",
            "inspect_request",
            "is_complete_request",
            "history_request",
            "comm_info_request",
            "comm_open",
            "comm_msg",
            "kernel_info_request",
            "interrupt_request",
            "debug_request",
            "no_such_request",
            "");
    private static final List<String> VALUES = List.of(
            "{}",
            "[]",
            "null",
            "true",
            "-1",
            "1e999",
            "99999999999999999999",
            "\"\"",
            "\"\\ud800\"",
            "\"\\u0000\"",
            "[[1]]");
    private static final List<String> FIELDS = List.of(
            "code",
            "cursor_pos",
            "silent",
            "store_history",
            "user_expressions",
            "allow_stdin",
            "stop_on_error",
            "hist_access_type",
            "session",
            "start",
            "stop",
            "n",
            "pattern",
            "unique",
            "output",
            "raw",
            "comm_id",
            "seq",
            "command",
            "detail_level");
    private static final int DEEP = 5000;

    private final Random random;

    DamagedMessages(long seed) {
        random = new Random(seed);
    }

    List<byte[]> next() {
        return switch (random.nextInt(9)) {
            case 0 -> noise();
            case 1 -> oneFrameReplaced();
            case 2 -> oneFrameMissing();
            case 3 -> oneFrameCut();
            case 4 -> oneBitFlipped();
            case 5 -> wrongValues();
            case 6 -> wrongParts();
            case 7 -> nested();
            default -> framesTwice();
        };
    }

    byte[] bytes(int most) {
        byte[] bytes = new byte[random.nextInt(most + 1)];
        random.nextBytes(bytes);
        return bytes;
    }

    private List<byte[]> noise() {
        List<byte[]> frames = new ArrayList<>();
        for (int i = random.nextInt(9); i >= 0; i--) {
            frames.add(bytes(64));
        }
        return frames;
    }

    private List<byte[]> oneFrameReplaced() {
        List<byte[]> frames = valid();
        frames.set(random.nextInt(frames.size()), bytes(80));
        return frames;
    }

    private List<byte[]> oneFrameMissing() {
        List<byte[]> frames = valid();
        frames.remove(random.nextInt(frames.size()));
        return frames;
    }

    private List<byte[]> oneFrameCut() {
        List<byte[]> frames = valid();
        int which = random.nextInt(frames.size());
        byte[] frame = frames.get(which);
        frames.set(which, java.util.Arrays.copyOf(frame, random.nextInt(frame.length)));
        return frames;
    }

    private List<byte[]> oneBitFlipped() {
        List<byte[]> frames = valid();
        byte[] frame = frames.get(random.nextInt(frames.size()));
        frame[random.nextInt(frame.length)] ^= (byte) (1 << random.nextInt(8));
        return frames;
    }

    private List<byte[]> framesTwice() {
        List<byte[]> frames = valid();
        frames.addAll(random.nextInt(frames.size() + 1), valid());
        return frames;
    }

    /** Rightly signed, of a type that is known, with fields of types that do not fit. */
    private List<byte[]> wrongValues() {
        return new ArrayList<>(JupyterClient.request("damaged", type(), content()));
    }

    /** Rightly signed, and the parts are no objects, no UTF-8, or nothing. */
    private List<byte[]> wrongParts() {
        byte[][] parts = new byte[random.nextInt(7)][];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = random.nextBoolean() ? bytes(20) : text(VALUES.get(random.nextInt(VALUES.size())));
        }
        return JupyterClient.signed(parts);
    }

    private List<byte[]> nested() {
        byte[] deep = text("{\"code\":" + "[".repeat(DEEP) + "]".repeat(DEEP) + "}");
        byte[] header = text("{\"msg_id\":\"x\",\"msg_type\":\"" + type() + "\"}");
        return random.nextBoolean()
                ? JupyterClient.signed(header, text("{}"), text("{}"), deep)
                : JupyterClient.signed(deep, deep, text("{}"), text("{}"));
    }

    private List<byte[]> valid() {
        return new ArrayList<>(JupyterClient.request("damaged", type(), content()));
    }

    private JsonObject content() {
        JsonObject content = new JsonObject();
        for (int i = random.nextInt(4); i >= 0; i--) {
            String field = FIELDS.get(random.nextInt(FIELDS.size()));
            content.add(field, JsonParser.parseString(VALUES.get(random.nextInt(VALUES.size()))));
        }
        return content;
    }

    private String type() {
        return TYPES.get(random.nextInt(TYPES.size()));
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
