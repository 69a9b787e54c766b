package upft.kernel.magic.commands;

import java.util.List;
import upft.kernel.magic.MagicRegistry;

/** All magics of this kernel. */
public final class StandardMagics {
    private StandardMagics() {}

    /** A registry of them. */
    public static MagicRegistry registry() {
        return new MagicRegistry(List.of(
                ModelMagic::new,
                DatasetMagic::new,
                SampleMagic::new,
                PrefixMagic::new,
                TrainMagic::new,
                EvalMagic::new,
                ChartMagic::new,
                ResultsMagic::new,
                ListMagic::new));
    }
}
