package upft.experiment;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.lang.reflect.RecordComponent;
import java.util.Optional;
import java.util.OptionalInt;
import upft.recipe.Recipe;

/** What a recipe is, field by field; every option that it has or ever will have is among them. */
final class RecipeFields {
    private static final JsonPrimitive NONE = new JsonPrimitive("none");

    private RecipeFields() {}

    static JsonObject of(Recipe recipe) {
        JsonObject fields = new JsonObject();
        fields.addProperty("name", recipe.name());
        if (json(recipe) instanceof JsonObject object) {
            object.entrySet().forEach(field -> fields.add(field.getKey(), field.getValue()));
        } else {
            fields.add("description", json(recipe));
        }
        return fields;
    }

    private static JsonElement json(Object value) {
        if (value.getClass().isRecord()) {
            return record(value);
        }
        if (value instanceof Number number) {
            return new JsonPrimitive(number);
        }
        if (value instanceof OptionalInt number) {
            return number.isPresent() ? new JsonPrimitive(number.getAsInt()) : NONE;
        }
        if (value instanceof Optional<?> optional) {
            return optional.map(RecipeFields::json).orElse(NONE);
        }
        // Of an object that does not say what it is, such as a grader of one's own, the class tells.
        String text = value.toString();
        boolean says = !text.startsWith(value.getClass().getName() + "@");
        return new JsonPrimitive(says ? text : value.getClass().getSimpleName());
    }

    private static JsonObject record(Object record) {
        JsonObject fields = new JsonObject();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            fields.add(component.getName(), json(value(record, component)));
        }
        return fields;
    }

    private static Object value(Object record, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + component + " of " + record, e);
        }
    }
}
