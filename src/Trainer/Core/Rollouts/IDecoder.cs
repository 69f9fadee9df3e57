using static TorchSharp.torch;

namespace R1Code.Trainer.Rollouts;

/// <summary>Rows of different lengths that grow by one token at a time.</summary>
internal interface IDecoder : IDisposable
{
    /// <summary>Adds a row that begins with computed keys and values, (layers, 2, 1, key heads, length, head_dim).</summary>
    void AddRow(Tensor prefix);

    /// <summary>Removes a row; the last row takes its place.</summary>
    void RemoveRow(int row);

    /// <summary>Feeds every row its latest token.</summary>
    /// <param name="lastIds">The tokens, one a row.</param>
    /// <param name="temperature">What logits are divided by, above 0.</param>
    /// <returns>How likely each next token is, (rows, vocabulary), float32 on the CPU, valid until the next step.</returns>
    Tensor Step(long[] lastIds, double temperature);
}
