package upft.task;

import java.util.ArrayList;
import java.util.List;

/** Makes a {@link Trend} of some hundred values at most, however many come: neighbours become their mean. */
public final class TrendMeter {
    private static final int MOST = 256;

    private final String name;
    private List<Double> means = new ArrayList<>();
    private int valuesAMean = 1;
    private double sum;
    private int count;

    public TrendMeter(String name) {
        this.name = name;
    }

    public void add(double value) {
        sum += value;
        count++;
        if (count == valuesAMean) {
            means.add(sum / count);
            sum = 0;
            count = 0;
        }
        if (means.size() == MOST) {
            halve();
        }
    }

    public Trend trend() {
        return new Trend(name, means);
    }

    private void halve() {
        List<Double> half = new ArrayList<>();
        for (int i = 0; i < MOST; i += 2) {
            half.add((means.get(i) + means.get(i + 1)) / 2);
        }
        means = half;
        valuesAMean *= 2;
    }
}
