"""The tiny models that the tests of upft.model compare with: one for each architecture, kind of scaled positions and
sliding window. Fields are spelled as transformers 4 spells them; 5 takes them too."""

COMMON = dict(vocab_size=97, hidden_size=32, intermediate_size=48, num_hidden_layers=3, num_attention_heads=4,
              num_key_value_heads=2, eos_token_id=95, pad_token_id=96, bos_token_id=None)

MODELS = {
    "llama-linear": ("Llama", dict(
        attention_bias=True, mlp_bias=True, head_dim=12, max_position_embeddings=64,
        rope_scaling={"rope_type": "linear", "factor": 2.5})),
    "llama-dynamic": ("Llama", dict(
        max_position_embeddings=24, rope_theta=500.0, rope_scaling={"rope_type": "dynamic", "factor": 4.0})),
    "llama-llama3": ("Llama", dict(
        head_dim=16, max_position_embeddings=128, rope_theta=100.0, tie_word_embeddings=True,
        rope_scaling={"rope_type": "llama3", "factor": 8.0, "low_freq_factor": 1.0, "high_freq_factor": 4.0,
                      "original_max_position_embeddings": 64})),
    "llama-yarn": ("Llama", dict(
        head_dim=16, max_position_embeddings=256, rope_theta=100.0,
        rope_scaling={"rope_type": "yarn", "factor": 4.0, "original_max_position_embeddings": 64, "beta_fast": 8.0})),
    "mistral": ("Mistral", dict(max_position_embeddings=128, sliding_window=8, head_dim=16, rope_theta=1000.0)),
    "mistral-unlimited": ("Mistral", dict(max_position_embeddings=128, sliding_window=None, head_dim=None)),
    "qwen2": ("Qwen2", dict(
        max_position_embeddings=64, use_sliding_window=True, sliding_window=6, max_window_layers=1,
        tie_word_embeddings=True, rms_norm_eps=1e-5,
        rope_scaling={"rope_type": "yarn", "factor": 2.0, "original_max_position_embeddings": 64})),
    "qwen3": ("Qwen3", dict(
        max_position_embeddings=128, head_dim=16, attention_bias=True, use_sliding_window=True, sliding_window=7,
        layer_types=["sliding_attention", "full_attention", "sliding_attention"], rope_theta=1000000.0)),
    "olmo2": ("Olmo2", dict(max_position_embeddings=128, attention_bias=True, rope_theta=500000.0)),
    "phi3": ("Phi3", dict(
        max_position_embeddings=128, original_max_position_embeddings=128, sliding_window=9,
        partial_rotary_factor=0.5)),
    "phi3-longrope": ("Phi3", dict(
        hidden_size=64, intermediate_size=40, num_hidden_layers=2, max_position_embeddings=80,
        original_max_position_embeddings=20, partial_rotary_factor=0.75,
        rope_scaling={"type": "longrope", "short_factor": [1.0, 1.05, 1.1, 1.2, 1.4, 1.9],
                      "long_factor": [1.1, 1.6, 2.4, 4.1, 6.3, 9.7]})),
}


def config(package, name):
    """The model's configuration by this transformers package, of either generation."""
    architecture, fields = MODELS[name]
    made = getattr(package, architecture + "Config")(**{**COMMON, **fields})
    made.architectures = [architecture + "ForCausalLM"]
    return made
