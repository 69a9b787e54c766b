package upft.kernel.magic.commands;

import java.util.List;
import java.util.function.Supplier;
import upft.kernel.magic.MagicCommand;
import upft.kernel.magic.MagicRegistry;

/** All magics of this kernel. */
public final class StandardMagics {
    private StandardMagics() {}

    /** A registry of them, and of those that other jars on the class path bring. */
    public static MagicRegistry registry() {
        return new MagicRegistry(makers(), StandardMagics.class.getClassLoader());
    }

    /** One maker a magic. */
    public static List<Supplier<? extends MagicCommand>> makers() {
        return List.of(
                ModelMagic::new,
                DatasetMagic::new,
                SampleMagic::new,
                TracesMagic::new,
                PrefixMagic::new,
                TrainMagic::new,
                LoadMagic::new,
                RunsMagic::new,
                EvalMagic::new,
                AblateMagic::new,
                ChartMagic::new,
                ResultsMagic::new,
                ModelsMagic::new,
                ResetMagic::new,
                TimeMagic::new,
                BashMagic::new,
                FileMagic::new,
                EnvMagic::new,
                WhoMagic::new,
                WhosMagic::new,
                HistoryMagic::new,
                JarsMagic::new,
                MavenMagic::new,
                ListMagic::new);
    }
}
