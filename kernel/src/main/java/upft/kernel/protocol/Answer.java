package upft.kernel.protocol;

import com.google.gson.JsonObject;

/**
 * What a request is answered with.
 *
 * @param content of the reply; null where the protocol has no reply
 * @param then what is to follow once the reply is on its way
 */
record Answer(JsonObject content, Then then) {
    /** What a reply can entail. */
    enum Then {
        GO_ON,
        /** Requests to execute that have already come in are refused, since what they build on failed. */
        ABORT_QUEUED,
        SHUT_DOWN
    }

    static Answer of(JsonObject content) {
        return new Answer(content, Then.GO_ON);
    }

    static Answer none() {
        return of(null);
    }
}
