using static TorchSharp.torch;

namespace R1Code.Trainer.Rollouts;

/// <summary>Rows of different lengths that grow by one token at a time.</summary>
internal interface IDecoder : IDisposable
{
    /// <summary>Adds a row that begins with computed keys and values, (layers, 2, 1, key heads, length, head_dim).</summary>
    void AddRow(Tensor prefix);

    /// <summary>Removes a row; the last row takes its place.</summary>
    void RemoveRow(int row);

    /// <summary>Feeds every row its latest token; returns the logits that follow, (rows, vocabulary), valid until the next step.</summary>
    Tensor Step(long[] lastIds);
}
