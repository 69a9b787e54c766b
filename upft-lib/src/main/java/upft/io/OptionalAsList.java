package upft.io;

import com.google.gson.Gson;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.util.Optional;

/** Values that may not be there as a JSON list of one or none. */
final class OptionalAsList implements TypeAdapterFactory {
    @Override
    @SuppressWarnings("unchecked")
    public <T> TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
        if (type.getRawType() != Optional.class) {
            return null; // as the interface asks for
        }
        TypeToken<?> inner = TypeToken.get(((ParameterizedType) type.getType()).getActualTypeArguments()[0]);
        return (TypeAdapter<T>) new Adapter<>(gson.getAdapter(inner));
    }

    private static final class Adapter<V> extends TypeAdapter<Optional<V>> {
        private final TypeAdapter<V> values;

        private Adapter(TypeAdapter<V> values) {
            this.values = values;
        }

        @Override
        public void write(JsonWriter out, Optional<V> value) throws IOException {
            out.beginArray();
            if (value.isPresent()) {
                values.write(out, value.get());
            }
            out.endArray();
        }

        @Override
        public Optional<V> read(JsonReader in) throws IOException {
            in.beginArray();
            Optional<V> value = in.hasNext() ? Optional.of(values.read(in)) : Optional.empty();
            in.endArray();
            return value;
        }
    }
}
