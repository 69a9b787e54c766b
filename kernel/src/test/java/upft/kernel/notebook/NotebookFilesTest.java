package upft.kernel.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import upft.io.UserException;
import upft.kernel.cell.MimeBundle;

class NotebookFilesTest {
    @TempDir
    private Path directory;

    @Test
    void sourcesMetadataAndAttachmentsSurviveReadingAndWriting() throws IOException {
        Path file = write("""
                {"cells": [
                  {"cell_type": "markdown", "id": "intro", "metadata": {"x": 1}, "source": ["# A\\n", "b"],
                   "attachments": {"p.png": {"image/png": "AAAA"}}},
                  {"cell_type": "code", "id": "c-1", "metadata": {"tags": ["t"]}, "source": "int a = 1;\\n\\n// ü <b>",
                   "execution_count": 7, "outputs": [{"output_type": "stream", "name": "stdout", "text": "old"}]},
                  {"cell_type": "raw", "id": "r", "metadata": {}, "source": ""}],
                 "metadata": {"kernelspec": {"name": "upft", "display_name": "Java (UPFT)", "language": "java"},
                              "custom": {"kept": true}},
                 "nbformat": 4, "nbformat_minor": 5}""");

        JsonObject written = written(NotebookReader.read(file));

        assertEquals(JsonParser.parseString("""
                        {"cells": [
                          {"cell_type": "markdown", "id": "intro", "metadata": {"x": 1}, "source": ["# A\\n", "b"],
                           "attachments": {"p.png": {"image/png": "AAAA"}}},
                          {"cell_type": "code", "id": "c-1", "metadata": {"tags": ["t"]},
                           "source": ["int a = 1;\\n", "\\n", "// ü <b>"], "execution_count": null, "outputs": []},
                          {"cell_type": "raw", "id": "r", "metadata": {}, "source": []}]}""").getAsJsonObject().get("cells"), written.get("cells"));
        assertTrue(written.getAsJsonObject("metadata")
                .getAsJsonObject("custom")
                .get("kept")
                .getAsBoolean());
        assertEquals(5, written.get("nbformat_minor").getAsInt());
    }

    @Test
    void notebooksWithoutCellIdsGetUniqueOnesThatAreTheSameInEveryRun() throws IOException {
        Path file = write("""
                {"cells": [
                  {"cell_type": "code", "source": "1", "metadata": {}},
                  {"cell_type": "code", "id": "same", "source": "2", "metadata": {}},
                  {"cell_type": "code", "id": "same", "source": "3", "metadata": {}},
                  {"cell_type": "code", "id": "not valid!", "source": "4", "metadata": {}},
                  {"cell_type": "code", "id": "cell-6", "source": "5", "metadata": {}},
                  {"cell_type": "code", "source": "6", "metadata": {}}],
                 "metadata": {}, "nbformat": 4, "nbformat_minor": 2}""");

        List<String> ids =
                NotebookReader.read(file).cells().stream().map(Cell::id).toList();

        assertEquals(List.of("cell-1", "same", "cell-3", "cell-4", "cell-6", "cell-6-2"), ids);
    }

    @Test
    void everyKindOfOutputIsWrittenAsTheFormatDemands() {
        MimeBundle rich = new MimeBundle(Map.of("text/plain", "a\nb", "application/vnd.x+json", "{\"k\": [1]}"));
        Cell cell = Notebooks.code("a", "code")
                .withRun(
                        3,
                        List.of(
                                new Output.Stream("stderr", "one\ntwo"),
                                new Output.Display(rich),
                                new Output.Result(3, MimeBundle.text("v")),
                                new Output.Failure("E", "m", List.of("l1", "l2"))));

        JsonArray outputs = written(Notebooks.of(cell))
                .getAsJsonArray("cells")
                .get(0)
                .getAsJsonObject()
                .getAsJsonArray("outputs");

        assertEquals(JsonParser.parseString("""
                        [{"output_type": "stream", "name": "stderr", "text": ["one\\n", "two"]},
                         {"output_type": "display_data", "metadata": {},
                          "data": {"text/plain": ["a\\n", "b"], "application/vnd.x+json": {"k": [1]}}},
                         {"output_type": "execute_result", "metadata": {}, "execution_count": 3,
                          "data": {"text/plain": ["v"]}},
                         {"output_type": "error", "ename": "E", "evalue": "m", "traceback": ["l1", "l2"]}]"""), outputs);
    }

    @Test
    void aNotebookThatNamesNoLanguageIsWrittenAsJava() {
        JsonObject metadata = written(Notebooks.of()).getAsJsonObject("metadata");

        assertEquals(
                "java", metadata.getAsJsonObject("kernelspec").get("language").getAsString());
        assertEquals(
                "java", metadata.getAsJsonObject("language_info").get("name").getAsString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"cells": [               | is not JSON (line 1, column
                    print(1)                  | is not JSON (line 1, column 1)
                    [1]                       | no "nbformat"
                    {"a": 1}                  | no "nbformat"
                    {"nbformat": 3, "worksheets": []}        | has notebook format 3; format 4 is needed
                    {"nbformat": "four"}                     | has notebook format "four"
                    {"nbformat": 4}                          | no list "cells"
                    {"nbformat": 4, "cells": []} x           | is not JSON (line 1, column 31)
                    {"nbformat": 4, "cells": [1]}            | cell 1 is not an object
                    {"nbformat": 4, "cells": [{"cell_type": "code"}]}                | cell 1 has no "source"
                    {"nbformat": 4, "cells": [{"cell_type": "odd", "source": ""}]}   | is odd; code, markdown and raw
                    {"nbformat": 4, "cells": [], "metadata": {"kernelspec": {"language": "python"}}} | is written in python
                    {"nbformat": 4, "cells": [], "metadata": {"language_info": {"name": "R"}}}       | is written in R
                    """)
    void whatIsNoJavaNotebookIsRefusedWithItsNameAndTheReason(String content, String reason) throws IOException {
        Path file = write(content);

        UserException refused = assertThrows(UserException.class, () -> NotebookReader.read(file));

        assertTrue(refused.getMessage().startsWith(file.toString()), refused.getMessage());
        assertTrue(refused.getMessage().contains(reason), refused.getMessage());
    }

    @Test
    void missingFilesDirectoriesAndBinariesAreRefused() throws IOException {
        Path missing = directory.resolve("missing.ipynb");
        Path binary = directory.resolve("binary.ipynb");
        Files.write(binary, new byte[] {(byte) 0xff, (byte) 0xfe, 0});

        assertTrue(messageFor(missing).contains("There is no notebook " + missing));
        assertTrue(messageFor(directory).contains("is a directory"));
        assertTrue(messageFor(binary).contains("not UTF-8"));
    }

    private static String messageFor(Path file) {
        return assertThrows(UserException.class, () -> NotebookReader.read(file))
                .getMessage();
    }

    private Path write(String content) throws IOException {
        return Files.writeString(directory.resolve("n.ipynb"), content);
    }

    private static JsonObject written(Notebook notebook) {
        return JsonParser.parseString(NotebookWriter.toJson(notebook)).getAsJsonObject();
    }
}
