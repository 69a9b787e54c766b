package upft.engine;

import ai.djl.engine.StandardCapabilities;
import ai.djl.util.cuda.CudaUtils;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * The GPUs of a machine, as far as choosing one goes.
 *
 * @param inLibtorch whether the libtorch that is loaded can use GPUs
 * @param capabilities compute capability of each GPU, in tenths: 75 stands for 7.5
 */
public record Gpus(boolean inLibtorch, List<Integer> capabilities) {
    /** libtorch 2.7 for CUDA 12.8 has code for GPUs from this capability on (Turing). */
    static final int OLDEST = 75;

    private static final String HOW = "The README's section on GPUs says how. Or take the device cpu.";

    public Gpus {
        capabilities = List.copyOf(capabilities);
    }

    /** What is there. */
    static Gpus of(ai.djl.engine.Engine torch) {
        return new Gpus(
                torch.hasCapability(StandardCapabilities.CUDA),
                IntStream.range(0, CudaUtils.getGpuCount())
                        .mapToObj(CudaUtils::getComputeCapability)
                        .map(Integer::valueOf)
                        .toList());
    }

    /** The first GPU that is new enough, where libtorch can use GPUs. */
    public OptionalInt first() {
        return IntStream.range(0, inLibtorch ? capabilities.size() : 0)
                .filter(gpu -> capabilities.get(gpu) >= OLDEST)
                .findFirst();
    }

    /** Why there is no {@link #first}, what was looked for and what to do. */
    public String missing() {
        if (inLibtorch && !capabilities.isEmpty()) {
            return "no GPU of this machine has compute capability " + OLDEST / 10.0
                    + ", from which on libtorch has code for"
                    + " it: found "
                    + capabilities.stream()
                            .map(each -> String.valueOf(each / 10.0))
                            .toList()
                    + ". One that the libtorch of your own knows can be asked for by its number, as in cuda:0.";
        }
        return obstacle(0).orElseThrow();
    }

    /**
     * Why a GPU cannot be used, and what to do; empty if it can. An old one is no obstacle to whoever asks for it: a libtorch
     * of the user's own may know it.
     */
    public Optional<String> obstacle(int gpu) {
        if (gpu < capabilities.size()) {
            return inLibtorch
                    ? Optional.empty()
                    : Optional.of(
                            "there is such a GPU, but the libtorch that is loaded is for processors only. Start the"
                                    + " program with one for CUDA. " + HOW);
        }
        if (!capabilities.isEmpty()) {
            return Optional.of("the GPUs of this machine are cuda:0 to cuda:" + (capabilities.size() - 1)
                    + " (CUDA_VISIBLE_DEVICES can hide some). Choose one of them.");
        }
        return Optional.of(
                "no GPU was found. NVIDIA's driver and the CUDA runtime (libcudart) were looked for through the"
                        + " system's loader; "
                        + (inLibtorch ? "libtorch is one for CUDA. " : "libtorch is one for processors only. ")
                        + HOW);
    }
}
