package upft.kernel.shell;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Weaves calls of {@link CellRuntime#check} into the classes of cells, at the entry of each method and before each jump
 * backwards, and turns calls that would end the process into calls of {@link CellRuntime#exit}. Neither changes the shape
 * of the stack, so no frame needs computing.
 */
final class CellWeaver {
    private static final String RUNTIME = Type.getInternalName(CellRuntime.class);

    private CellWeaver() {}

    static byte[] weave(byte[] classFile) {
        ClassReader reader = new ClassReader(classFile);
        ClassWriter writer = new ClassWriter(reader, 0);
        reader.accept(
                new ClassVisitor(Opcodes.ASM9, writer) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access, String name, String descriptor, String signature, String[] exceptions) {
                        return new Checkpoints(super.visitMethod(access, name, descriptor, signature, exceptions));
                    }
                },
                0);
        return writer.toByteArray();
    }

    private static final class Checkpoints extends MethodVisitor {
        private final Set<Label> passed = new HashSet<>();

        Checkpoints(MethodVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public void visitCode() {
            super.visitCode();
            checkpoint();
        }

        @Override
        public void visitLabel(Label label) {
            passed.add(label);
            super.visitLabel(label);
        }

        @Override
        public void visitJumpInsn(int opcode, Label target) {
            if (passed.contains(target)) {
                checkpoint();
            }
            super.visitJumpInsn(opcode, target);
        }

        @Override
        public void visitTableSwitchInsn(int min, int max, Label otherwise, Label... targets) {
            checkpointBefore(otherwise, targets);
            super.visitTableSwitchInsn(min, max, otherwise, targets);
        }

        @Override
        public void visitLookupSwitchInsn(Label otherwise, int[] keys, Label[] targets) {
            checkpointBefore(otherwise, targets);
            super.visitLookupSwitchInsn(otherwise, keys, targets);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean onInterface) {
            if (endsProcess(owner, name)) {
                super.visitMethodInsn(Opcodes.INVOKESTATIC, RUNTIME, "exit", exitDescriptor(owner), false);
            } else {
                super.visitMethodInsn(opcode, owner, name, descriptor, onInterface);
            }
        }

        @Override
        public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
            Object[] woven = Arrays.stream(arguments).map(Checkpoints::harmless).toArray();
            super.visitInvokeDynamicInsn(name, descriptor, bootstrap, woven);
        }

        private void checkpoint() {
            super.visitMethodInsn(Opcodes.INVOKESTATIC, RUNTIME, "check", "()V", false);
        }

        private void checkpointBefore(Label otherwise, Label[] targets) {
            if (passed.contains(otherwise) || Arrays.stream(targets).anyMatch(passed::contains)) {
                checkpoint();
            }
        }

        /** A method reference such as {@code System::exit} is a handle among the arguments. */
        private static Object harmless(Object argument) {
            if (argument instanceof Handle handle && endsProcess(handle.getOwner(), handle.getName())) {
                return new Handle(Opcodes.H_INVOKESTATIC, RUNTIME, "exit", exitDescriptor(handle.getOwner()), false);
            }
            return argument;
        }

        private static boolean endsProcess(String owner, String name) {
            return switch (owner) {
                case "java/lang/System" -> name.equals("exit");
                case "java/lang/Runtime" -> name.equals("exit") || name.equals("halt");
                default -> false;
            };
        }

        private static String exitDescriptor(String owner) {
            return owner.equals("java/lang/System") ? "(I)V" : "(Ljava/lang/Runtime;I)V";
        }
    }
}
