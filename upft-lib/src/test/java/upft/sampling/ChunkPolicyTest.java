package upft.sampling;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ChunkPolicyTest {
    @Test
    void aSlowModelIsAskedForAsMuchAsAQuarterOfASecondHolds() {
        assertEquals(2, ChunkPolicy.start().after(4, 0.4).steps());
        assertEquals(1, ChunkPolicy.start().after(4, 4).steps());
        assertEquals(1, ChunkPolicy.start().after(1, 60).steps());
    }

    @Test
    void aFastModelIsAskedForTwiceAsMuchEachTimeUpToSixteen() {
        ChunkPolicy policy = ChunkPolicy.start();
        assertEquals(4, policy.steps());
        policy = policy.after(4, 0.001);
        assertEquals(8, policy.steps());
        policy = policy.after(8, 0.001);
        assertEquals(16, policy.steps());
        assertEquals(16, policy.after(16, 0).steps());
    }

    @Test
    void growthCountsFromWhatWasDone() {
        assertEquals(2, new ChunkPolicy(16).after(1, 0.0001).steps());
    }

    @Test
    void chunksSettleAtTheTarget() {
        ChunkPolicy policy = ChunkPolicy.start();
        for (int i = 0; i < 10; i++) {
            policy = policy.after(policy.steps(), policy.steps() * 0.03);
        }
        assertEquals(8, policy.steps());
    }
}
