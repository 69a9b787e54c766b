package upft.model;

/**
 * The sampling distribution: logits divided by the temperature, then cut to the top k, then to the smallest set of mass
 * top p (Holtzman et al. 2020), then renormalised.
 *
 * @param temperature 0 means greedy: the most probable token
 * @param topK 0 means no cut
 * @param topP in (0, 1]; 1 means no cut
 */
public record DecodingSettings(double temperature, int topK, double topP) {
    public static final DecodingSettings GREEDY = new DecodingSettings(0, 0, 1);
}
