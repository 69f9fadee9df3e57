using System.Runtime.InteropServices;
using R1Code.Trainer.Models;
using R1Code.Trainer.Tokenization;
using TorchSharp;
using static TorchSharp.torch;

namespace R1Code.Trainer.Rollouts;

/// <summary>The rows being written and the requests still waiting.</summary>
internal sealed class RolloutBatch : IDisposable
{
    /// <summary>Tokens of prompts that are read at once: enough for matrix products at full speed.</summary>
    private const int PromptTokens = 1024;

    private readonly DecoderModel _model;
    private readonly InferenceModel _inference;
    private readonly IDecoder _decoder;
    private readonly SamplingOptions _options;
    private readonly TokenSampler _sampler;
    private readonly HashSet<int> _stopIds;
    private readonly ITokenizer? _tokenizer;
    private readonly Action<int, int>? _onToken;
    private readonly Queue<RolloutRequest> _waiting;
    private readonly Dictionary<int, int> _waitingInGroup;
    private readonly Dictionary<int, (Tensor Prefix, Tensor Probabilities)> _prefixes = [];
    private readonly List<RolloutRow> _rows = [];
    private readonly int _maxRows;
    private readonly double _temperature;
    private readonly long _parameters;

    public RolloutBatch(
        DecoderModel model,
        ITokenizer? tokenizer,
        SamplingOptions options,
        IReadOnlyList<RolloutRequest> requests,
        int maxRows,
        Action<int, int>? onToken,
        bool allowFast = true
    )
    {
        (_model, _tokenizer, _options, _onToken) = (model, tokenizer, options, onToken);
        _maxRows = Math.Min(maxRows, Math.Max(1, requests.Count));
        _inference = new InferenceModel(model);
        _decoder =
            allowFast && CpuDecoder.Fits(model)
                ? new CpuDecoder(model, _inference, _maxRows)
                : new TorchDecoder(model, _inference, _maxRows);
        _sampler = new TokenSampler(options);
        _temperature = options.Temperature == 0 ? 1 : options.Temperature; // greedy draws are reported as the model's own
        _parameters = model.Config.ParameterCount;
        _stopIds = [.. options.StopTokenIds];
        _waiting = new Queue<RolloutRequest>(requests);
        _waitingInGroup = requests.CountBy(request => request.Group).ToDictionary();
    }

    public bool IsDone => _rows.Count == 0 && _waiting.Count == 0;

    /// <summary>Fills free rows, then draws one token for each row. Returns what finished.</summary>
    public List<Rollout> Advance()
    {
        var finished = new List<Rollout>();
        while (_rows.Count < _maxRows && _waiting.TryPeek(out var next))
        {
            if (!_prefixes.ContainsKey(next.Group))
            {
                ReadPrompts();
            }

            Admit(_waiting.Dequeue(), finished);
        }

        if (_rows.Count > 0)
        {
            Step(finished);
        }

        return finished;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var (prefix, probabilities) in _prefixes.Values)
        {
            prefix.Dispose();
            probabilities.Dispose();
        }

        _decoder.Dispose();
        _inference.Dispose();
    }

    private void Admit(RolloutRequest request, List<Rollout> finished)
    {
        var (prefix, probabilities) = _prefixes[request.Group];
        var row = new RolloutRow(
            request,
            _options.StopStrings.Count > 0 ? new StreamingDecoder(_tokenizer!, skipSpecial: false) : null,
            _options.Thinking is null ? null : new ThinkingGuide(_options.Thinking, _tokenizer!, request.PromptIds)
        );
        Draw(row, Floats(probabilities));
        if (row.Finish is { } reason)
        {
            finished.Add(row.ToRollout(reason));
        }
        else
        {
            _decoder.AddRow(prefix);
            _rows.Add(row);
        }

        if (--_waitingInGroup[request.Group] == 0)
        {
            _prefixes.Remove(request.Group);
            prefix.Dispose();
            probabilities.Dispose();
        }
    }

    /// <summary>
    /// Reads the prompts of waiting groups, as many as there are free rows and fit one pass. A group's prompt is kept until its
    /// last request has come in.
    /// </summary>
    private void ReadPrompts()
    {
        var requests = new List<RolloutRequest>();
        var tokens = 0;
        foreach (
            var request in _waiting
                .Take(_maxRows - _rows.Count)
                .Where(request => !_prefixes.ContainsKey(request.Group))
                .DistinctBy(request => request.Group)
        )
        {
            tokens += request.PromptIds.Count;
            if (requests.Count > 0 && tokens > PromptTokens)
            {
                break;
            }

            requests.Add(request);
        }

        using var threads = TorchThreads.ForRows(_parameters, tokens);
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        var read = _inference.Read([.. requests.Select(request => request.PromptIds)]);
        foreach (var (request, (prefix, logits)) in requests.Zip(read))
        {
            _prefixes[request.Group] = (
                scope.Detach(prefix),
                scope.Detach(InferenceModel.Probabilities(logits, _temperature))
            );
        }
    }

    private void Step(List<Rollout> finished)
    {
        using var threads = TorchThreads.ForRows(_parameters, _rows.Count);
        using var scope = NewDisposeScope();
        var lastIds = new long[_rows.Count];
        for (var i = 0; i < lastIds.Length; i++)
        {
            lastIds[i] = _rows[i].LastId;
        }

        var probabilities = _decoder.Step(lastIds, _temperature);
        var all = Floats(probabilities);
        var width = all.Length / lastIds.Length;
        for (var i = 0; i < lastIds.Length; i++)
        {
            Draw(_rows[i], all.Slice(i * width, width));
        }

        // From the last row on, so that the row that takes a free place has already been looked at.
        for (var i = _rows.Count - 1; i >= 0; i--)
        {
            if (_rows[i].Finish is { } reason)
            {
                finished.Add(_rows[i].ToRollout(reason));
                _decoder.RemoveRow(i);
                _rows[i] = _rows[^1];
                _rows.RemoveAt(_rows.Count - 1);
            }
        }
    }

    private void Draw(RolloutRow row, ReadOnlySpan<float> probabilities)
    {
        var (id, logProb) =
            _options.Temperature == 0
                ? TokenSampler.Greedy(probabilities)
                : _sampler.Sample(probabilities, SplitMix.NextDouble(row.Request.Seed, row.Count));
        if (row.Guide?.Next(id) is { } guided && guided != id)
        {
            (id, logProb) = (guided, MathF.Log(probabilities[guided]));
        }

        row.Append(id, logProb);
        _onToken?.Invoke(row.Request.Id, id);
        if (_stopIds.Contains(id) || row.EndsIn(_options.StopStrings))
        {
            row.Finish = FinishReason.Stop;
        }
        else if (
            row.Count >= _options.MaxNewTokens
            || row.Request.PromptIds.Count + row.Count >= _model.Config.ContextLength
        )
        {
            row.Finish = FinishReason.Length;
        }
    }

    private static ReadOnlySpan<float> Floats(Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.bytes);
}
