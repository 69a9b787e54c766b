package upft.demo;

/** What suits the demo model, found on the development set. */
public final class DemoSettings {
    /** Of sampling, for training and for avg@k; the paper's. */
    public static final double TEMPERATURE = 0.6;

    private DemoSettings() {}
}
