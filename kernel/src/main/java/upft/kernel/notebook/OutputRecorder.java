package upft.kernel.notebook;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import upft.kernel.cell.CellOutput;
import upft.kernel.cell.MimeBundle;

/**
 * Keeps the outputs of a notebook's cells as the notebook file will hold them: what is printed in a row is one output, an
 * update replaces the display it names wherever that stands (also in an earlier cell), and what a thread prints after its
 * cell has ended goes to the cell that was begun last.
 *
 * <p>A cell keeps at most {@value #MAX_CHARACTERS} characters of printed text and {@value #MAX_OUTPUTS} outputs, so that an
 * endless print loop neither fills the memory nor makes a file that no browser opens; the cell says so where it was cut.
 */
final class OutputRecorder implements CellOutput {
    static final int MAX_CHARACTERS = 1_000_000;
    static final int MAX_OUTPUTS = 1_000;

    private record Place(List<Output> outputs, int index) {}

    private final List<List<Output>> cells = new ArrayList<>();
    private final Map<String, List<Place>> displays = new HashMap<>();
    private List<Output> current = new ArrayList<>();
    /** Printed text that is not in {@link #current} yet: a cell may print a line at a time, a million times. */
    private final StringBuilder open = new StringBuilder();

    private String openName = "stdout";
    private int printed;
    private boolean cut;
    /** Whether the next output takes the place of what there is. */
    private boolean replacing;

    /** Starts the next cell. */
    synchronized void begin() {
        closeStream();
        current = new ArrayList<>();
        cells.add(current);
        printed = 0;
        cut = false;
        replacing = false;
    }

    /** Outputs so far of the {@code index}-th cell begun. */
    synchronized List<Output> outputs(int index) {
        closeStream();
        return List.copyOf(cells.get(index));
    }

    /** Adds what an interpreter does not send as output: a cell's value, or its failure. */
    synchronized void add(Output output) {
        makePlace();
        closeStream();
        current.add(output);
    }

    @Override
    public synchronized void stdout(String text) {
        print("stdout", text);
    }

    @Override
    public synchronized void stderr(String text) {
        print("stderr", text);
    }

    @Override
    public synchronized void display(String id, MimeBundle bundle) {
        makePlace();
        closeStream();
        if (current.size() >= MAX_OUTPUTS) {
            cutHere(MAX_OUTPUTS + " outputs");
            return;
        }
        displays.computeIfAbsent(id, key -> new ArrayList<>()).add(new Place(current, current.size()));
        current.add(new Output.Display(bundle));
    }

    @Override
    public synchronized void update(String id, MimeBundle bundle) {
        for (Place place : displays.getOrDefault(id, List.of())) {
            place.outputs().set(place.index(), new Output.Display(bundle));
        }
    }

    @Override
    public synchronized void clear(Clearing when) {
        replacing = true;
        if (when == Clearing.NOW) {
            makePlace();
        }
    }

    private void makePlace() {
        if (replacing) {
            closeStream();
            displays.values().forEach(places -> places.removeIf(place -> place.outputs() == current));
            current.clear();
            printed = 0;
            cut = false;
            replacing = false;
        }
    }

    private void print(String name, String text) {
        makePlace();
        if (printed >= MAX_CHARACTERS || current.size() >= MAX_OUTPUTS) {
            cutHere(printed >= MAX_CHARACTERS ? MAX_CHARACTERS + " characters" : MAX_OUTPUTS + " outputs");
            return;
        }
        String kept = text.substring(0, Math.min(text.length(), MAX_CHARACTERS - printed));
        printed += kept.length();
        append(name, kept);
    }

    private void append(String name, String text) {
        if (!name.equals(openName)) {
            closeStream();
        }
        openName = name;
        open.append(text);
    }

    private void closeStream() {
        if (open.isEmpty()) {
            return;
        }
        int last = current.size() - 1;
        if (last >= 0
                && current.get(last) instanceof Output.Stream before
                && before.name().equals(openName)) {
            current.set(last, new Output.Stream(openName, before.text() + open));
        } else {
            current.add(new Output.Stream(openName, open.toString()));
        }
        open.setLength(0);
    }

    private void cutHere(String limit) {
        if (!cut) {
            cut = true;
            append("stderr", "\n[output cut here: a cell keeps at most " + limit + "]\n");
        }
    }
}
