package upft.training;

import java.util.List;

/** Every step of a training run. STUB */
public record TrainingLog(String name, TrainingSettings settings, List<TrainingStep> steps) {
    public TrainingLog {
        steps = List.copyOf(steps);
    }
}
