package dev.emend.run;

import dev.emend.model.LanguageModel;
import dev.emend.model.Price;
import dev.emend.model.Purpose;
import java.util.EnumMap;
import java.util.Map;

/** The models of a run with their prices. Task model and meta-model may be the same object. */
public record Models(Map<Purpose, LanguageModel> models, Map<Purpose, Price> prices) {

    public Models {
        models = new EnumMap<>(models);
        prices = new EnumMap<>(prices);
    }

    public static Models of(LanguageModel task, Price taskPrice, LanguageModel meta, Price metaPrice) {
        return new Models(
                Map.of(Purpose.TASK, task, Purpose.META, meta),
                Map.of(Purpose.TASK, taskPrice, Purpose.META, metaPrice));
    }

    /** One model in every role, at no cost. */
    public static Models local(LanguageModel model) {
        return of(model, Price.FREE, model, Price.FREE);
    }

    LanguageModel model(Purpose purpose) {
        LanguageModel model = models.get(purpose);
        if (model == null) {
            throw new IllegalArgumentException("this run has no model for the purpose " + purpose.label());
        }
        return model;
    }

    Price price(Purpose purpose) {
        return prices.getOrDefault(purpose, Price.FREE);
    }
}
