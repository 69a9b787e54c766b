package upft.recipe;

import java.util.List;

/** The examples that a recipe made, and what it left out. STUB */
public record TrainingSet(String recipe, List<TrainingExample> examples, String dataHash) {
    public TrainingSet {
        examples = List.copyOf(examples);
    }
}
