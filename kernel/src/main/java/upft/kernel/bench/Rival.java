package upft.kernel.bench;

import java.util.Optional;
import upft.kernel.client.InstalledKernel;

/**
 * A kernel that ours is measured beside.
 *
 * @param kernel empty if it is not installed
 */
record Rival(String title, boolean onTheJvm, Optional<InstalledKernel> kernel) {}
