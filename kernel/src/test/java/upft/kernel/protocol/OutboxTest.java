package upft.kernel.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.github.spencerpark.jupyter.messages.publish.PublishStream.StreamType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class OutboxTest {
    private final Outbox outbox = new Outbox();
    private final JsonObject one = new JsonObject();
    private final JsonObject two = new JsonObject();

    @Test
    void printsOfOneStreamOfOneCellGrowTogetherAndOrderIsKept() throws InterruptedException {
        Message idle = Message.published("status", new JsonObject(), one);
        outbox.print(StreamType.OUT, "a", one);
        outbox.print(StreamType.OUT, "b", one);
        outbox.print(StreamType.ERR, "c", one);
        outbox.print(StreamType.ERR, "d", two);
        outbox.announce(idle);
        outbox.print(StreamType.ERR, "e", two);
        outbox.end();

        assertEquals(List.of("OUT ab", "ERR c", "ERR d", "message", "ERR e"), everything());
    }

    @Test
    void aLongTextLeavesInPieces() throws InterruptedException {
        String piece = "x".repeat(Outbox.BATCH_CHARS / 2);
        for (int i = 0; i < 5; i++) {
            outbox.print(StreamType.OUT, piece, one);
        }
        outbox.end();

        List<Integer> lengths = everything().stream().map(String::length).toList();
        int prefix = "OUT ".length();
        assertEquals(
                List.of(Outbox.BATCH_CHARS + prefix, Outbox.BATCH_CHARS + prefix, Outbox.BATCH_CHARS / 2 + prefix),
                lengths);
    }

    @Test
    void aTextThatNothingFollowsLeavesByItself() throws InterruptedException {
        outbox.print(StreamType.OUT, "alone", one);

        Outbox.Text text = (Outbox.Text) outbox.take().orElseThrow();

        assertEquals("alone", text.text());
        assertSame(one, text.parent());
    }

    @Test
    void whoPrintsTooMuchWaitsForReadersAndAnInterruptEndsTheWaiting() throws Exception {
        fill();
        CompletableFuture<Boolean> dropped = new CompletableFuture<>();
        Thread cell = new Thread(() -> {
            outbox.print(StreamType.OUT, "dropped", one);
            dropped.complete(Thread.currentThread().isInterrupted());
        });
        cell.start();
        awaitWaiting(cell);
        outbox.announce(Message.published("status", new JsonObject(), one)); // The kernel itself never waits.

        cell.interrupt();
        assertTrue(dropped.get(10, TimeUnit.SECONDS));

        CompletableFuture<Void> printed = CompletableFuture.runAsync(() -> outbox.print(StreamType.OUT, "kept", two));
        outbox.take();
        printed.get(10, TimeUnit.SECONDS);
        outbox.end();
        List<String> rest = everything();
        assertEquals("OUT kept", rest.get(rest.size() - 1));
        assertTrue(rest.stream().noneMatch(text -> text.contains("dropped")));
    }

    @Test
    void whatIsShownWaitsByItsSizeToo() throws Exception {
        JsonObject data = new JsonObject();
        data.addProperty("image/png", "x".repeat(Outbox.MOST_WAITING / 2));
        JsonObject content = new JsonObject();
        content.add("data", data);
        outbox.display(Message.published("display_data", content, one));
        outbox.display(Message.published("display_data", content, one));
        Thread cell = new Thread(() -> outbox.display(Message.published("display_data", content, one)));
        cell.start();
        awaitWaiting(cell);

        outbox.take();
        cell.join();
        outbox.end();
        assertEquals(2, everything().size());
    }

    @Test
    void nobodyWaitsOnceNobodyTakesAnything() throws Exception {
        fill();
        CompletableFuture<Void> printed = CompletableFuture.runAsync(() -> outbox.print(StreamType.OUT, "late", one));
        outbox.close();
        printed.get(10, TimeUnit.SECONDS);
        outbox.end();
        assertTrue(everything().stream().noneMatch(text -> text.contains("late")));
    }

    private void fill() {
        String piece = "x".repeat(Outbox.BATCH_CHARS);
        for (int i = 0; i < Outbox.MOST_WAITING / Outbox.BATCH_CHARS; i++) {
            outbox.print(StreamType.OUT, piece, one);
        }
    }

    private static void awaitWaiting(Thread thread) {
        while (thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
    }

    private List<String> everything() throws InterruptedException {
        List<String> all = new ArrayList<>();
        Optional<Outbox.Item> item = outbox.take();
        while (item.isPresent()) {
            all.add(item.get() instanceof Outbox.Text text ? text.stream() + " " + text.text() : "message");
            item = outbox.take();
        }
        return all;
    }
}
