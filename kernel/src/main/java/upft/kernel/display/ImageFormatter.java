package upft.kernel.display;

import java.awt.image.BufferedImage;
import java.util.LinkedHashMap;
import java.util.Map;
import upft.kernel.cell.MimeBundle;

/** Images as PNG. */
final class ImageFormatter implements ValueFormatter<BufferedImage> {
    @Override
    public Class<BufferedImage> type() {
        return BufferedImage.class;
    }

    @Override
    public MimeBundle format(BufferedImage image) {
        Map<String, String> data = new LinkedHashMap<>();
        data.put("text/plain", "image of " + image.getWidth() + " x " + image.getHeight() + " pixels");
        data.put("image/png", Png.base64(image));
        return new MimeBundle(data);
    }
}
