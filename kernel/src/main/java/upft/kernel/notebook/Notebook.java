package upft.kernel.notebook;

import com.google.gson.JsonObject;
import java.util.List;

/**
 * A Jupyter notebook of format 4.5.
 *
 * @param metadata of the notebook, kept as it was read; not to be modified
 */
public record Notebook(JsonObject metadata, List<Cell> cells) {
    public Notebook {
        cells = List.copyOf(cells);
    }

    public Notebook withCells(List<Cell> newCells) {
        return new Notebook(metadata, newCells);
    }
}
