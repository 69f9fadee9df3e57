using System.Collections.Concurrent;
using R1Code.Trainer.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace R1Code.Trainer.Learning;

/// <summary>
/// Shares the micro-batches of an optimizer step among threads. Each thread has a replica of the model: the same weights, where
/// they lie, with gradients of its own, which are added to the model's at the step's end in the order of the workers. Which
/// worker computes a micro-batch follows from its number, so that a step is the same each time; another number of workers adds
/// in another order. One step at a time, begun and ended by one thread.
/// </summary>
public sealed class GradientWorkers : IDisposable
{
    private readonly DecoderModel[] _models;
    private readonly BlockingCollection<Action>[] _jobs;
    private readonly Thread[] _threads;

    /// <summary>One worker computes on the caller's thread; more have threads of their own, which share its threads for tensors.</summary>
    /// <param name="model">What learns.</param>
    /// <param name="count">How many work at the same time. The default value is 1.</param>
    public GradientWorkers(DecoderModel model, int count = 1)
    {
        _models = [model, .. Enumerable.Range(1, count - 1).Select(_ => model.Replica())];
        _jobs = count == 1 ? [] : [.. _models.Select(_ => new BlockingCollection<Action>())];
        _threads = [.. _jobs.Select(Start)];
        if (count > 1)
        {
            ShareTensorThreads();
        }
    }

    /// <summary>How many work at the same time.</summary>
    public int Count => _models.Length;

    /// <summary>Begins a step: the replicas' gradients are zero. The model's own are its optimizer's affair, which also makes them.</summary>
    /// <typeparam name="T">What is told of a micro-batch beside its gradient.</typeparam>
    internal GradientStep<T> Begin<T>()
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        foreach (var parameter in _models.Skip(1).SelectMany(replica => replica.parameters()))
        {
            parameter.grad?.zero_();
        }

        return new GradientStep<T>(this);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var jobs in _jobs)
        {
            jobs.CompleteAdding();
        }

        foreach (var thread in _threads)
        {
            thread.Join();
        }

        foreach (var replica in _models.Skip(1))
        {
            replica.Dispose();
        }
    }

    /// <summary>Has a worker do something with its model; on the caller's thread where there is one worker.</summary>
    internal Task<T> Do<T>(int worker, Func<DecoderModel, T> work)
    {
        var task = new Task<T>(() => work(_models[worker]));
        if (_jobs.Length == 0)
        {
            task.RunSynchronously(TaskScheduler.Default);
        }
        else
        {
            _jobs[worker].Add(() => task.RunSynchronously(TaskScheduler.Default));
        }

        return task;
    }

    /// <summary>Adds the replicas' gradients to the model's.</summary>
    internal void AddGradients()
    {
        using var noGrad = no_grad();
        foreach (var replica in _models.Skip(1))
        {
            using var scope = NewDisposeScope();
            foreach (var (sum, part) in _models[0].parameters().Zip(replica.parameters()))
            {
                if (part.grad is { } gradient)
                {
                    sum.grad!.add_(gradient);
                }
            }
        }
    }

    private static Thread Start(BlockingCollection<Action> jobs, int worker)
    {
        var thread = new Thread(() =>
        {
            foreach (var job in jobs.GetConsumingEnumerable())
            {
                job();
            }
        })
        {
            IsBackground = true,
            Name = $"gradients {worker}",
        };
        thread.Start();
        return thread;
    }

    // The number belongs to a thread, but what was set last is what threads begin with that are still to come.
    private void ShareTensorThreads()
    {
        var threads = get_num_threads();
        var share = Math.Max(1, threads / Count);
        Task.WaitAll([.. Enumerable.Range(0, Count).Select(worker => Do(worker, SetThreads))]);
        set_num_threads(threads);

        bool SetThreads(DecoderModel model)
        {
            set_num_threads(share);
            return true;
        }
    }
}

/// <summary>One optimizer step's micro-batches, the first for the first worker, and so on in turn.</summary>
internal sealed class GradientStep<T>(GradientWorkers workers) : IDisposable
{
    private readonly List<Task<T>> _parts = [];

    /// <summary>Ends with what was given so far, whether it succeeds or not.</summary>
    public Task Computing => Task.WhenAll(_parts).ContinueWith(_ => { }, TaskScheduler.Default);

    /// <summary>Gives a micro-batch to the worker whose turn it is.</summary>
    /// <param name="backward">Forward and backward pass with the given model, on the given worker.</param>
    public void Add(Func<DecoderModel, int, T> backward)
    {
        var worker = _parts.Count % workers.Count;
        _parts.Add(workers.Do(worker, model => backward(model, worker)));
    }

    /// <summary>Waits for all of them and completes the model's gradient. Throws the first failure.</summary>
    /// <returns>What each micro-batch brought, in order.</returns>
    public IReadOnlyList<T> End()
    {
        var parts = _parts.Select(part => part.GetAwaiter().GetResult()).ToList();
        workers.AddGradients();
        return parts;
    }

    /// <summary>Waits until no worker is at it any more, also where the step was given up.</summary>
    public void Dispose() => Computing.Wait();
}
