package upft.experiment;

import upft.model.LanguageModel;

/**
 * What a run was made on.
 *
 * @param device of the model
 * @param processors that the JVM may use
 */
record Machine(String system, String architecture, int processors, String device, String java) {
    static Machine of(LanguageModel model) {
        return new Machine(
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(),
                model.device().toString(),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
    }
}
