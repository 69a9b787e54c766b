package upft.training;

/** STUB */
final class MicroBatches {
    private MicroBatches() {}
}
