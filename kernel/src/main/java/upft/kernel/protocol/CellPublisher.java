package upft.kernel.protocol;

import com.google.gson.JsonObject;
import io.github.spencerpark.jupyter.messages.publish.PublishDisplayData;
import io.github.spencerpark.jupyter.messages.publish.PublishStream.StreamType;
import io.github.spencerpark.jupyter.messages.publish.PublishUpdateDisplayData;
import upft.kernel.cell.CellOutput;
import upft.kernel.cell.CommMessage;
import upft.kernel.cell.MimeBundle;

/** The output of one cell, which finds its way to that cell however late it comes. */
record CellPublisher(Publisher publisher, JsonObject parent) implements CellOutput {
    @Override
    public void stdout(String text) {
        publisher.stream(StreamType.OUT, text, parent);
    }

    @Override
    public void stderr(String text) {
        publisher.stream(StreamType.ERR, text, parent);
    }

    @Override
    public void display(String id, MimeBundle bundle) {
        PublishDisplayData content = new PublishDisplayData(Contents.display(id, bundle));
        publisher.display("display_data", Contents.of(content), parent);
    }

    @Override
    public void update(String id, MimeBundle bundle) {
        PublishUpdateDisplayData content = new PublishUpdateDisplayData(Contents.display(id, bundle));
        publisher.display("update_display_data", Contents.of(content), parent);
    }

    @Override
    public void comm(CommMessage message) {
        publisher.display(
                CommContents.type(message.kind()),
                CommContents.content(message),
                CommContents.metadata(message),
                parent);
    }

    @Override
    public void clear(Clearing when) {
        JsonObject content = new JsonObject();
        content.addProperty("wait", when == Clearing.BEFORE_NEXT);
        publisher.display("clear_output", content, parent);
    }
}
